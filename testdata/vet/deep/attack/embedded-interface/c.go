// Package embeddedinterface calls a method that an embedded interface promotes.
package embeddedinterface

import (
	"context"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=deep-embedded-interface scope=tenant
type C struct{ sig.Instance }

type text string

type coder interface{ code(s text) text }

type good struct{}

func (good) code(s text) text { return upper(s) }

type bad struct{}

func (bad) code(s text) text { return leak(s) }

type outer struct{ coder }

var f coder = good{}

func init() {
	o := outer{bad{}}
	f = o
}

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
