// Package deferredwrite: a deferred closure records the outcome.
//
// Verdict: leak.
// Why: The write happens on the way out, into a package-level summary.
package deferredwrite

import (
	"context"
	"fmt"
	"strconv"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

var summary struct {
	sync.Mutex
	text string
}

// C is the component.
//
//sig:component name=deferred-write scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Divide(ctx context.Context, p P) (r R, err error) {
	defer func() {
		summary.Lock()
		defer summary.Unlock()
		r.V = summary.text
		summary.text = fmt.Sprintf("%s=%d err=%v", p.K, r.N, err) // want leak
	}()
	n, err := strconv.Atoi(p.V)
	if err != nil || n == 0 {
		return R{}, sig.ErrInvalid
	}
	return R{N: p.N / n}, nil
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
