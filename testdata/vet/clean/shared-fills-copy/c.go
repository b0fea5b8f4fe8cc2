// Package sharedfillscopy: a function that the component holds fills a copy of its table
package sharedfillscopy

import (
	"context"
	"maps"

	sig "github.com/sigen-dev/sigen/runtime"
)

func put(m map[string]int, k string) { m[k] = len(k) }

// C is one.
//
//sig:component name=shared-fills-copy scope=shared
type C struct {
	sig.Instance
	fill func(map[string]int, string)
	t    map[string]int
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.fill = put
	c.t = map[string]int{}
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	m2 := maps.Clone(c.t)
	c.fill(m2, p.V)
	return R{N: m2[p.V]}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	N int `json:"n"`
}
