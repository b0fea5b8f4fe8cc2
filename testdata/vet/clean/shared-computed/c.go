// Package sharedcomputed: a shared component that builds and returns
package sharedcomputed

import (
	"context"
	"strings"
	"sync/atomic"

	sig "github.com/sigen-dev/sigen/runtime"
)

type doc struct {
	lines []string
	index map[string]int
}

func build(text string) *doc {
	d := &doc{index: map[string]int{}}
	for l := range strings.Lines(text) {
		d.index[strings.TrimSpace(l)] = len(d.lines)
		d.lines = append(d.lines, l)
	}
	return d
}

func (d *doc) find(s string) int { return d.index[s] }

// C is the component.
//
//sig:component name=shared-computed scope=shared
type C struct {
	sig.Instance
	calls atomic.Int64
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	c.calls.Add(1)
	d := build(p.V)
	return R{N: d.find(p.K), V: strings.Join(d.lines, "")}, nil
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
