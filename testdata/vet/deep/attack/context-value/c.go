// Package contextvalue carries the function in a context.
package contextvalue

import (
	"context"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=deep-context-value scope=tenant
type C struct{ sig.Instance }

type text string

var f func(text) text = upper

type key struct{}

func init() {
	ctx := context.WithValue(context.Background(), key{}, leak)
	f = ctx.Value(key{}).(func(text) text)
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
