// Package promotedreads: methods of an embedded pointer that only read, of a table which everybody has
package promotedreads

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type table struct{ names map[string]string }

func (t *table) Name(k string) string { return t.names[k] }

type namer interface{ Name(string) string }

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
//sig:component name=promoted-reads scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	w := &wrap{table: g}
	var n namer = w
	return R{V: n.Name(p.V) + (*wrap).Name(w, p.V) + w.Ask(p.V)}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
