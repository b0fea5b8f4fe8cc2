// Package iterpullglobal: iter.Pull over a package-level sequence.
//
// Verdict: leak.
// Why: The pulled iterator is a cursor that all tenants advance.
package iterpullglobal

import (
	"context"
	"iter"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

func numbers(yield func(int) bool) {
	for i := 0; ; i++ {
		if !yield(i) {
			return
		}
	}
}

var draw, _ = iter.Pull(iter.Seq[int](numbers))

var drawMu sync.Mutex

// C is the component.
//
//sig:component name=iter-pull-global scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Draw(ctx context.Context) (R, error) {
	drawMu.Lock()
	defer drawMu.Unlock()
	n, _ := draw() // want leak
	return R{N: n}, nil
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
}
