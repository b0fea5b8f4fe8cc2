// Package shallowclonedefaults: default options are cloned one level deep.
//
// Verdict: leak.
// Why: maps.Clone copies the map and shares the slices in it, and the call sorts one of them in
// place with an element replaced.
package shallowclonedefaults

import (
	"context"
	"maps"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

var defaultColumns = map[string][]string{
	"orders":   {"id", "total", "customer"},
	"invoices": {"id", "due", "paid"},
}

// C is the component.
//
//sig:component name=shallow-clone-defaults scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Columns(ctx context.Context, p P) (R, error) {
	cols := maps.Clone(defaultColumns)
	if list := cols[p.K]; p.N >= 0 && p.N < len(list) {
		list[p.N] = p.V // want leak
	}
	return R{V: strings.Join(cols[p.K], ",")}, nil
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
