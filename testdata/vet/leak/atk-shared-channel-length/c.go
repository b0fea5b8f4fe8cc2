// Package atksharedchannellength: as many elements as the caller says
package atksharedchannellength

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=atk-shared-channel-length scope=shared
type C struct {
	sig.Instance
	ch chan struct{}
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := len(c.ch)
	for i := 0; i < p.N; i++ {
		c.ch <- struct{}{} // want SIG706
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
