// Package shareddecorators: a shared component with strategies around each other
package shareddecorators

import (
	"context"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
)

type wrapper interface{ wrap(string) string }
type pre struct {
	s    string
	next wrapper
}

func (x pre) wrap(s string) string {
	if x.next != nil {
		s = x.next.wrap(s)
	}
	return fmt.Sprint(x.s, s)
}

// C is one.
//
//sig:component name=shared-decorators scope=shared
type C struct {
	sig.Instance
	w wrapper
}

// Start sets it.
func (c *C) Start(ctx context.Context) error {
	c.w = pre{"a", pre{"b", nil}}
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	return R{V: c.w.wrap(p.V)}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
