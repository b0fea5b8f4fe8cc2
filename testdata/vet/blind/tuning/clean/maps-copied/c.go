// Package mapscopied: defaults are deeply copied before they change.
//
// Verdict: proved.
package mapscopied

import (
	"context"
	"maps"
	"slices"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

var defaults = map[string][]string{
	"roles": {"reader"},
	"tags":  {},
}

func clone(m map[string][]string) map[string][]string {
	out := make(map[string][]string, len(m))
	for k, v := range m {
		out[k] = append([]string(nil), v...)
	}
	return out
}

// C is the component.
//
//sig:component name=maps-copied scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) With(ctx context.Context, p P) (R, error) {
	m := clone(defaults)
	m[p.K] = append(m[p.K], p.V)
	keys := slices.Sorted(maps.Keys(m))
	return R{V: strings.Join(m[p.K], ","), N: len(keys)}, nil
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
