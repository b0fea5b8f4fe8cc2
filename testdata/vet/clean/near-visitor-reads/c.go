// Package nearvisitorreads: a package's tree is visited with a function that reads
package nearvisitorreads

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type node struct {
	text string
	kids []*node
}

func (n *node) walk(visit func(*node)) {
	visit(n)
	for _, k := range n.kids {
		k.walk(visit)
	}
}

var root = &node{text: "a", kids: []*node{{text: "b"}}}

// C is the component.
//
//sig:component name=near-visitor-reads scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	var found []string
	root.walk(func(n *node) {
		if n.text != p.K {
			found = append(found, n.text)
		}
	})
	return R{N: len(found)}, nil
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
