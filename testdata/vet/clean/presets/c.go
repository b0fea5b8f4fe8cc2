// Package presets: options kept in a table
package presets

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type conf struct {
	size int
	name string
}

type option func(*conf)

func size(n int) option    { return func(c *conf) { c.size = n } }
func name(s string) option { return func(c *conf) { c.name = s } }

var presets = map[string][]option{"small": {size(1)}, "large": {size(9), name("large")}}

// C is the component.
//
//sig:component name=presets scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	var cfg conf
	for _, o := range presets[p.K] {
		o(&cfg)
	}
	return R{N: cfg.size, V: cfg.name}, nil
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
