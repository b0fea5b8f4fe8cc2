// Package reflectmethod has a method called by its name.
package reflectmethod

import (
	"context"
	"reflect"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=deep-reflect-method scope=tenant
type C struct{ sig.Instance }

type text string

var f func(text) text = upper

// Setup installs.
type Setup struct{}

// Install takes a function.
func (Setup) Install(g func(text) text) { f = g }

func init() {
	reflect.ValueOf(Setup{}).MethodByName("Install").Call([]reflect.Value{reflect.ValueOf(leak)})
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
	return string(f(text(s))), nil
}
