// Package enumregistrygrows: unknown enum values are added.
//
// Verdict: leak.
// Why: ParseColor gives every new name a number in the package's tables.
package enumregistrygrows

import (
	"context"
	"slices"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

type color int

var (
	colorNames = []string{"red", "green", "blue"}
	colorMu    sync.Mutex
)

func parseColor(s string) color {
	colorMu.Lock()
	defer colorMu.Unlock()
	if i := slices.Index(colorNames, s); i >= 0 {
		return color(i)
	}
	colorNames = append(colorNames, s) // want leak
	return color(len(colorNames) - 1)
}

func (c color) String() string { return colorNames[c] }

// C is the component.
//
//sig:component name=enum-registry-grows scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Color(ctx context.Context, p P) (R, error) {
	col := parseColor(p.K)
	return R{V: col.String(), N: int(col)}, nil
}

//sig:runnable desc="one call"
func (c *C) NameOf(ctx context.Context, p P) (R, error) {
	if p.N < 0 || p.N >= len(colorNames) {
		return R{}, sig.ErrNotFound
	}
	return R{V: color(p.N).String()}, nil
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
