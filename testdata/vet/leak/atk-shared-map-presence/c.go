// Package atksharedmappresence: a key's presence is the caller's bit
package atksharedmappresence

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=atk-shared-map-presence scope=shared
type C struct {
	sig.Instance
	seen map[int]struct{}
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := len(c.seen)
	for i := range 8 {
		if p.N&(1<<i) != 0 {
			c.seen[i] = struct{}{} // want SIG706
		}
	}
	return R{N: old}, nil
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
