// Package atomicpointer keeps the function behind an atomic.Pointer.
package atomicpointer

import (
	"context"
	"strings"
	"sync/atomic"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=deep-atomic-pointer scope=tenant
type C struct{ sig.Instance }

type text string

var f atomic.Pointer[func(text) text]

func init() {
	g, h := leak, upper
	f.Store(&h)
	f.Store(&g)
}

func call(s text) text { return (*f.Load())(s) }

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
	return string(call(text(s))), nil
}
