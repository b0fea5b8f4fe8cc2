// Package globalsignalinany: signals in a table whose type does not say so
package globalsignalinany

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var table = map[string]any{"last": new(sig.Signal[string])}

func swap(s *sig.Signal[string], v string) string {
	old := s.Get()
	s.Set(v)
	return old
}

// C is the component.
//
//sig:component name=global-signal-in-any scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	s, _ := table["last"].(*sig.Signal[string])
	return R{V: swap(s, p.V)}, nil // want SIG701
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
