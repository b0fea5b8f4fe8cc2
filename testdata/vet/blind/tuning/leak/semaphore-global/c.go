// Package semaphoreglobal: a package-level semaphore.
//
// Verdict: leak.
// Why: One tenant's calls hold the slots that another waits for, and len tells how many run
// elsewhere.
package semaphoreglobal

import (
	"context"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

var slots = make(chan struct{}, 4)

// C is the component.
//
//sig:component name=semaphore-global scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Work(ctx context.Context, p P) (R, error) {
	select {
	case slots <- struct{}{}: // want leak
		defer func() { <-slots }()
	case <-ctx.Done():
		return R{}, ctx.Err()
	}
	return R{V: strings.ToUpper(p.V), N: len(slots)}, nil
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
