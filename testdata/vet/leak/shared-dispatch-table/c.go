// Package shareddispatchtable: a table of method expressions, one of which keeps what it is called with
package shareddispatchtable

import (
	"context"
	"errors"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is one.
//
//sig:component name=shared-dispatch-table scope=shared
type C struct {
	sig.Instance
	ops  map[string]func(*C, string) string
	last string
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.ops = map[string]func(*C, string) string{"swap": (*C).swap, "up": (*C).up}
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	op := c.ops[p.K]
	if op == nil {
		return R{}, errors.New("none")
	}
	return R{V: op(c, p.V)}, nil // want SIG706
}

func (c *C) swap(s string) string { o := c.last; c.last = s; return o }
func (c *C) up(s string) string   { return strings.ToUpper(s) }

// P is what a caller sends.
type P struct {
	V string `json:"v"`
	K string `json:"k"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
