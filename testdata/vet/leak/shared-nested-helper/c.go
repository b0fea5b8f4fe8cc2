// Package sharednestedhelper: a helper object of the receiver keeps what it is given
package sharednestedhelper

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

type history struct {
	mu  sync.Mutex
	all []string
}

func (h *history) add(s string) int {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.all = append(h.all, s) // want SIG706
	return len(h.all)
}

// C is the component.
//
//sig:component name=shared-nested-helper scope=shared
type C struct {
	sig.Instance
	hist history
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	return R{N: c.hist.add(p.V)}, nil
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
