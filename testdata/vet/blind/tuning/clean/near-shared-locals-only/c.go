// Package nearsharedlocalsonly: a shared component works on callers' values in locals only.
//
// Verdict: proved.
package nearsharedlocalsonly

import (
	"context"
	"fmt"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

type group struct {
	key   string
	items []string
}

func groups(words []string) []*group {
	byKey := map[string]*group{}
	var out []*group
	for _, w := range words {
		k := strings.ToLower(w[:1])
		g, ok := byKey[k]
		if !ok {
			g = &group{key: k}
			byKey[k] = g
			out = append(out, g)
		}
		g.items = append(g.items, w)
	}
	return out
}

// C is the component.
//
//sig:component name=near-shared-locals-only scope=shared
type C struct {
	sig.Instance

	Max int `sig:"prop,default=10"`
}

//sig:runnable desc="one call"
func (c *C) Group(ctx context.Context, p P) (R, error) {
	gs := groups(strings.Fields(p.V))
	if len(gs) > c.Max {
		return R{}, sig.ErrLimited
	}
	var b strings.Builder
	for _, g := range gs {
		fmt.Fprintf(&b, "%s:%d ", g.key, len(g.items))
	}
	return R{V: b.String(), N: len(gs)}, nil
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
