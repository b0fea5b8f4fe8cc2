// Package promotedcounts: a type counts calls of its own, in an interface, and embeds what everybody reads
package promotedcounts

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type table struct{ names map[string]string }

func (t *table) Name(k string) string { return t.names[k] }

type asker interface{ Ask(string) string }

type wrap struct {
	*table
	asked int
}

func (w *wrap) Ask(k string) string {
	w.asked++
	return w.Name(k)
}

var g = &table{names: map[string]string{"a": "b"}}

// C is the component.
//
//sig:component name=promoted-counts scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	var a asker = &wrap{table: g}
	return R{V: a.Ask(p.V)}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
