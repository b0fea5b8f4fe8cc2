// Package blindsharedconverter: a shared component with a strategy per currency
package blindsharedconverter

import (
	"context"
	"strings"
	"sync/atomic"

	sig "github.com/sigen-dev/sigen/runtime"
)

type rounding func(cents int) int

func half(cents int) int { return (cents + 5) / 10 * 10 }

func down(cents int) int { return cents / 10 * 10 }

var roundings = map[string]rounding{"chf": half, "jpy": down}

// C is the component.
//
//sig:component name=blind-shared-converter scope=shared
type C struct {
	sig.Instance
	calls atomic.Int64
}

//sig:runnable desc="one call"
func (c *C) Round(ctx context.Context, p P) (R, error) {
	c.calls.Add(1)
	f, ok := roundings[strings.ToLower(p.K)]
	if !ok {
		return R{N: p.N}, nil
	}
	return R{N: f(p.N)}, nil
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
