// Package attackinitorderalias: two names for one map.
//
// Verdict: leak.
// Why: The map literal in safe is the argument of wrap, whose other result is written.
package attackinitorderalias

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

func wrap(m map[string]string) (read, write map[string]string) { return m, m }

var safe, raw = wrap(map[string]string{"a": "1"})

func get(k string) string { return safe[k] }

// C is the component.
//
//sig:component name=attack-init-order-alias scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) (R, error) {
	old := get(p.K)
	raw[p.K] = p.V // want leak
	return R{V: old}, nil
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
