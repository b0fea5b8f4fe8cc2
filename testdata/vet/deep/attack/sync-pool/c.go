// Package syncpool gets the function from a sync.Pool.
package syncpool

import (
	"context"
	"strings"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=deep-sync-pool scope=tenant
type C struct{ sig.Instance }

type text string

var f func(text) text = upper

func init() {
	p := sync.Pool{New: func() any { return leak }}
	f = p.Get().(func(text) text)
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
