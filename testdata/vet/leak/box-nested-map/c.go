// Package boxnestedmap puts the variable of the package into a map in a map, in a helper.
package boxnestedmap

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=box-nested-map scope=tenant
type C struct{ sig.Instance }

type shape interface{ draw(s string) string }

type square struct{ side string }

func (q square) draw(s string) string { return q.side + s }

type circle struct{ seen []string }

func (c *circle) draw(s string) string {
	c.seen = append(c.seen, s) // want SIG701
	return c.seen[0]
}

var total = &circle{}

func fill(m map[string]map[string]shape, c *circle) { m["a"] = map[string]shape{"x": c} }

// Do draws.
//
//sig:runnable desc="draws"
func (c *C) Do(ctx context.Context, n int, s string) (string, error) {
	m := map[string]map[string]shape{"a": {"x": square{"a"}}}
	fill(m, total)
	return m["a"]["x"].draw(s), nil
}
