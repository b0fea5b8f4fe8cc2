// Package rangeoverfunc: elements handed out by an iterator
package rangeoverfunc

import (
	"context"
	"iter"

	sig "github.com/sigen-dev/sigen/runtime"
)

type node struct{ v string }

var nodes = []*node{{"a"}, {"b"}}

func all() iter.Seq[*node] {
	return func(yield func(*node) bool) {
		for _, n := range nodes {
			if !yield(n) {
				return
			}
		}
	}
}

// C is the component.
//
//sig:component name=range-over-func scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	for n := range all() {
		n.v = p.V // want SIG701
	}
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
