// Package sharedstrategyctxvalue: what a context says comes to a method of an interface that keeps it
package sharedstrategyctxvalue

import (
	"context"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
)

type store interface{ put(context.Context, string) }

type memory struct{ last string }

func (m *memory) put(_ context.Context, s string) { m.last = s }

type requestKey struct{}

// C is one.
//
//sig:component name=shared-strategy-ctx-value scope=shared
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
	id, _ := ctx.Value(requestKey{}).(int)
	c.st.put(ctx, fmt.Sprint(id&1 == 0)) // want SIG706
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
