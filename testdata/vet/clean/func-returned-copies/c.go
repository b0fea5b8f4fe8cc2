// Package funcreturnedcopies: an option, which a function returns, puts a copy of the map of all where it is told
package funcreturnedcopies

import (
	"context"
	"maps"

	sig "github.com/sigen-dev/sigen/runtime"
)

type conf struct {
	m map[string]string
	n int
}

type option func(*conf)

var (
	defaults = map[string]string{"a": "b"}
	sizes    = []int{1, 2}
)

func withDefaults() option {
	return func(c *conf) {
		c.m = maps.Clone(defaults)
		c.n = sizes[1]
	}
}

func build(options ...option) *conf {
	c := &conf{}
	for _, o := range options {
		o(c)
	}
	return c
}

// C is the component.
//
//sig:component name=func-returned-copies scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	made := build(withDefaults())
	old := made.m[p.K]
	made.m[p.K] = p.V
	return R{V: old}, nil
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
