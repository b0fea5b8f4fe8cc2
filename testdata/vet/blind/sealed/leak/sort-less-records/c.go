// Package sortlessrecords: a comparison that counts.
//
// Verdict: leak.
// Why: sort.Slice calls the closure, and the number of comparisons of all tenants is returned.
package sortlessrecords

import (
	"context"
	"sort"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

var comparisons int

// C is the component.
//
//sig:component name=sort-less-records scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Order(ctx context.Context, p P) (R, error) {
	words := strings.Fields(p.V)
	sort.Slice(words, func(i, j int) bool {
		comparisons++ // want leak
		return words[i] < words[j]
	})
	return R{V: strings.Join(words, " "), N: comparisons}, nil
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
