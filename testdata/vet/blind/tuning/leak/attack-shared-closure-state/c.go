// Package attacksharedclosurestate: a shared component builds its handler once with a captured variable.
//
// Verdict: leak.
// Why: The variable is no field and no global, and it keeps what the last caller sent.
package attacksharedclosurestate

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=attack-shared-closure-state scope=shared
type C struct {
	sig.Instance

	once   sync.Once
	handle func(string) string
}

func (c *C) build() {
	last := ""
	c.handle = func(s string) string {
		out := last
		last = s // want leak
		return out
	}
}

//sig:runnable desc="one call"
func (c *C) Call(ctx context.Context, p P) (R, error) {
	c.once.Do(c.build)
	return R{V: c.handle(p.V)}, nil
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
