// Package genericstrategy calls the method of a type parameter, with one type argument in the program.
package genericstrategy

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=deep-generic-strategy scope=tenant
type C struct{ sig.Instance }

type text string

type strategy interface {
	apply(table []text, s text) text
}

type joiner struct{}

func (joiner) apply(table []text, s text) text { return table[len(table)-1] + s }

var words = []text{"x", "y"}

func use[T strategy](t T, s text) text { return t.apply(words, s) }

// Do calls it.
//
//sig:runnable desc="calls it"
func (c *C) Do(ctx context.Context, s string) (string, error) {
	return string(use(joiner{}, text(s))), nil
}
