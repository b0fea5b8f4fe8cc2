// Package sharedstrategyctxunread: a method of an interface is given a context with what a caller sent, and keeps what nobody sent
package sharedstrategyctxunread

import (
	"context"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
)

type store interface{ put(context.Context, string) }

type memory struct{ last string }

func (m *memory) put(ctx context.Context, s string) {
	if ctx.Err() == nil {
		m.last = s
	}
}

type requestKey struct{}

// C is one.
//
//sig:component name=shared-strategy-ctx-unread scope=shared
type C struct {
	sig.Instance
	st store
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.st = &memory{}
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := fmt.Sprint(c.st)
	c.st.put(context.WithValue(ctx, requestKey{}, p.V), "served")
	return R{V: old}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
