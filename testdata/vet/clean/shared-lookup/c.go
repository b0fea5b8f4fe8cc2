// Package sharedlookup: a shared component that only answers
package sharedlookup

import (
	"context"
	"fmt"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=shared-lookup scope=shared
type C struct {
	sig.Instance
	table map[string]int
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.table = map[string]int{"a": 1}
	return nil
}

//sig:runnable desc="one call"
func (c *C) Get(ctx context.Context, p P) (R, error) {
	n, ok := c.table[p.K]
	if !ok {
		return R{}, fmt.Errorf("no %q", p.K)
	}
	return R{N: n, V: strings.ToUpper(p.V)}, nil
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
