// Package funcreturnedfills: an option, which a function returns, puts the map of all where it is told
package funcreturnedfills

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type conf struct{ m map[string]string }

type option func(*conf)

var defaults = map[string]string{}

func withDefaults() option { return func(c *conf) { c.m = defaults } }

func build(options ...option) *conf {
	c := &conf{}
	for _, o := range options {
		o(c)
	}
	return c
}

// C is the component.
//
//sig:component name=func-returned-fills scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	made := build(withDefaults())
	old := made.m[p.K]
	made.m[p.K] = p.V // want SIG701
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
