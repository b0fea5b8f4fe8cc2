// Package generics takes the function out of a generic box.
package generics

import (
	"context"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=deep-generics scope=tenant
type C struct{ sig.Instance }

type text string

var f func(text) text = upper

type box[T any] struct{ v T }

func (b box[T]) get() T { return b.v }

func open[T any](b box[T]) T { return b.get() }

func init() { f = open(box[func(text) text]{leak}) }

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
