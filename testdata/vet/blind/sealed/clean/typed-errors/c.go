// Package typederrors: errors of a type of one's own, wrapped and matched.
//
// Verdict: proved.
package typederrors

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

type notEnough struct {
	have, want int
}

func (e *notEnough) Error() string        { return fmt.Sprintf("have %d, want %d", e.have, e.want) }
func (e *notEnough) Is(target error) bool { return target == errFunds }

var errFunds = errors.New("not enough funds")

// C is the component.
//
//sig:component name=typed-errors scope=tenant
type C struct {
	sig.Instance

	mu      sync.Mutex
	balance int
}

func (c *C) take(n int) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if n > c.balance {
		return fmt.Errorf("take: %w", &notEnough{c.balance, n})
	}
	c.balance -= n
	return nil
}

//sig:runnable desc="one call"
func (c *C) Take(ctx context.Context, p P) (R, error) {
	err := c.take(p.N)
	var ne *notEnough
	switch {
	case errors.As(err, &ne):
		return R{V: "short of " + strconv.Itoa(ne.want-ne.have)}, nil
	case errors.Is(err, errFunds):
		return R{}, err
	}
	return R{V: "ok"}, errors.Join(err)
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
