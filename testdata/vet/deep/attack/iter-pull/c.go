// Package iterpull pulls the function out of an iterator.
package iterpull

import (
	"context"
	"iter"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=deep-iter-pull scope=tenant
type C struct{ sig.Instance }

type text string

var f func(text) text = upper

func init() {
	next, stop := iter.Pull(func(yield func(func(text) text) bool) { yield(leak) })
	defer stop()
	f, _ = next()
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
