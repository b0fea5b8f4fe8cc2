// Package reflectfield sets a field of an exported struct by reflection.
package reflectfield

import (
	"context"
	"reflect"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=deep-reflect-field scope=tenant
type C struct{ sig.Instance }

type text string

// Hooks are the functions.
type Hooks struct{ Format func(text) text }

var hooks = &Hooks{Format: upper}

func init() {
	reflect.ValueOf(hooks).Elem().Field(0).Set(reflect.ValueOf(leak))
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
	return string(hooks.Format(text(s))), nil
}
