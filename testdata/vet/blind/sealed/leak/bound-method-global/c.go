// Package boundmethodglobal: a method value bound to a hidden tally.
//
// Verdict: leak.
// Why: observe is a func variable, yet it carries a pointer to one tally for all.
package boundmethodglobal

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

type tally struct {
	mu   sync.Mutex
	seen map[string]int
}

func (t *tally) observe(k string) int {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.seen[k]++ // want leak
	return t.seen[k]
}

var observe = (&tally{seen: map[string]int{}}).observe

// C is the component.
//
//sig:component name=bound-method-global scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Seen(ctx context.Context, p P) (R, error) { return R{N: observe(p.K)}, nil }

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
