// Package methodexpressions: a table of method expressions of the component.
//
// Verdict: proved.
package methodexpressions

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=method-expressions scope=tenant
type C struct {
	sig.Instance

	n  int
	mu sync.Mutex
}

func (c *C) inc(d int) { c.n += d }
func (c *C) dec(d int) { c.n -= d }

var verbs = map[string]func(*C, int){"inc": (*C).inc, "dec": (*C).dec}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	verb, ok := verbs[p.K]
	if !ok {
		return R{}, sig.ErrNotFound
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	verb(c, p.N)
	return R{N: c.n}, nil
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
