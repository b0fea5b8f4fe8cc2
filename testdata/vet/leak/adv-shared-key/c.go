// Package advsharedkey: a value that is only a key
package advsharedkey

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=adv-shared-key scope=shared
type C struct {
	sig.Instance
	seen map[string]bool
}

//sig:runnable desc="one call"
func (c *C) Seen(ctx context.Context, p P) (R, error) {
	if c.seen == nil {
		c.seen = map[string]bool{}
	}
	c.seen[p.K] = true // want SIG706
	return R{N: len(c.seen)}, nil
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
