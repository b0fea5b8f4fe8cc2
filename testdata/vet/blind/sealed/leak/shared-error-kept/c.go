// Package sharederrorkept: a circuit breaker remembers the last error.
//
// Verdict: leak.
// Why: The error text holds the input of the caller that failed and is told to the next.
package sharederrorkept

import (
	"context"
	"fmt"
	"strconv"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=shared-error-kept scope=shared
type C struct {
	sig.Instance

	mu      sync.Mutex
	lastErr error
}

func parse(s string) (int, error) {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0, fmt.Errorf("amount: %w", err)
	}
	return n, nil
}

//sig:runnable desc="one call"
func (c *C) Charge(ctx context.Context, p P) (R, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.lastErr != nil && p.N == 0 {
		return R{}, fmt.Errorf("still failing: %w", c.lastErr)
	}
	n, err := parse(p.V)
	c.lastErr = err // want leak
	return R{N: n}, err
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
