// Package sharedstrategyctxcounts: a method of an interface counts by what the context says that it is given
package sharedstrategyctxcounts

import (
	"context"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
)

type store interface{ put(context.Context) }

type memory struct{ n int }

func (m *memory) put(ctx context.Context) {
	if ctx.Value(requestKey{}) == 1 {
		m.n++
	}
}

type requestKey struct{}

// C is one.
//
//sig:component name=shared-strategy-ctx-counts scope=shared
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
	c.st.put(ctx) // want SIG706
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
