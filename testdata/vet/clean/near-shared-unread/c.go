// Package nearsharedunread: counts by kind that no caller can read
package nearsharedunread

import (
	"context"
	"errors"
	"sync/atomic"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=near-shared-unread scope=shared
type C struct {
	sig.Instance
	refused, served atomic.Int64
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	if p.N < 0 {
		c.refused.Add(1)
		return R{}, errors.New("negative")
	}
	c.served.Add(1)
	return R{N: p.N}, nil
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
