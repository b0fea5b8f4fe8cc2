// Package makefunc makes the function by reflection.
package makefunc

import (
	"context"
	"reflect"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=deep-make-func scope=tenant
type C struct{ sig.Instance }

type text string

var f func(text) text = upper

func init() {
	f = reflect.MakeFunc(reflect.TypeOf(f), func(in []reflect.Value) []reflect.Value {
		return []reflect.Value{reflect.ValueOf(leak(text(in[0].String())))}
	}).Interface().(func(text) text)
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
