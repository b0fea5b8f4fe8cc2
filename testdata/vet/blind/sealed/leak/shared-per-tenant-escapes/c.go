// Package sharedpertenantescapes: the per-tenant state is kept in a field.
//
// Verdict: leak.
// Why: Get's pointer is one tenant's; the field hands it to the next caller.
package sharedpertenantescapes

import (
	"context"
	"strings"
	"sync/atomic"

	sig "github.com/sigen-dev/sigen/runtime"
)

type state struct{ items []string }

// C is the component.
//
//sig:component name=shared-per-tenant-escapes scope=shared
type C struct {
	sig.Instance

	per sig.PerTenant[state]
	hot atomic.Pointer[state]
}

//sig:runnable desc="one call"
func (c *C) Add(ctx context.Context, p P) (R, error) {
	st := c.hot.Load()
	if st == nil {
		var err error
		if st, err = c.per.Get(ctx); err != nil {
			return R{}, err
		}
		c.hot.Store(st) // want leak
	}
	st.items = append(st.items, p.V)
	return R{V: strings.Join(st.items, ","), N: len(st.items)}, nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
}
