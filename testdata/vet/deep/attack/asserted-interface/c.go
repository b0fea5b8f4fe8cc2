// Package assertedinterface asserts the interface from an any that reflection made.
package assertedinterface

import (
	"context"
	"reflect"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=deep-asserted-interface scope=tenant
type C struct{ sig.Instance }

type text string

type coder interface{ code(s text) text }

type good struct{}

func (good) code(s text) text { return upper(s) }

// Bad keeps.
type Bad struct{}

func (*Bad) code(s text) text { return leak(s) }

var f coder = good{}

func init() { f = reflect.New(reflect.TypeOf(Bad{})).Interface().(coder) }

func upper(s text) text { return text(strings.ToUpper(string(s))) }

var last text

func leak(s text) text {
	was := last
	last = s
	return was
}

// Do calls it.
//
//sig:runnable desc="calls it"
func (c *C) Do(ctx context.Context, s string) (string, error) {
	return string(f.code(text(s))), nil
}
