// Package appendtoclippedbase: a base slice is clipped before it is extended.
//
// Verdict: proved.
package appendtoclippedbase

import (
	"context"
	"slices"
	"strconv"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

var base = slices.Clip([]string{"SELECT", "id", "FROM", "orders"})

// C is the component.
//
//sig:component name=append-to-clipped-base scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Build(ctx context.Context, p P) (R, error) {
	q := append(slices.Clone(base), "WHERE", p.K)
	if p.N > 0 {
		q = append(q, "LIMIT", strconv.Itoa(p.N))
	}
	return R{V: strings.Join(q, " "), N: len(base)}, nil
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
