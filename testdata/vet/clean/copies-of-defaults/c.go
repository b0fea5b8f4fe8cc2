// Package copiesofdefaults: a copy of defaults with its own slices
package copiesofdefaults

import (
	"context"
	"maps"
	"slices"

	sig "github.com/sigen-dev/sigen/runtime"
)

type conf struct {
	Name string
	Tags []string
	M    map[string]string
}

var defaults = conf{"x", []string{"a"}, map[string]string{"k": "v"}}

func fresh() conf {
	c := defaults
	c.Tags = slices.Clone(c.Tags)
	c.M = maps.Clone(c.M)
	return c
}

// C is the component.
//
//sig:component name=copies-of-defaults scope=tenant
type C struct {
	sig.Instance
	cfg conf
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.cfg = fresh()
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	c.cfg.Tags = append(c.cfg.Tags, p.V)
	c.cfg.M[p.K] = p.V
	return R{N: len(c.cfg.Tags)}, nil
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
