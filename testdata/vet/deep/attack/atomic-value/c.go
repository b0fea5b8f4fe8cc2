// Package atomicvalue keeps the function in an atomic.Value.
package atomicvalue

import (
	"context"
	"strings"
	"sync/atomic"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=deep-atomic-value scope=tenant
type C struct{ sig.Instance }

type text string

var f func(text) text = upper

func init() {
	var v atomic.Value
	v.Store(leak)
	f = v.Load().(func(text) text)
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
