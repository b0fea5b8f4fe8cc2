package optionscopiedover

import (
	"context"
	"slices"

	sig "github.com/sigen-dev/sigen/runtime"
)

type config struct {
	limit int
	name  string
}

type option func(*config)

func withLimit(n int) option { return func(c *config) { c.limit = n } }

func withName(s string) option { return func(c *config) { c.name = s } }

var defaults = []option{withLimit(10), withName("std")}

func build(opts ...option) *config {
	c := &config{}
	all := slices.Concat(defaults, opts)
	copy(defaults, all[1:]) // want SIG701
	for _, o := range all {
		o(c)
	}
	return c
}

// C is the component.
//
//sig:component name=options-copied-over scope=tenant
type C struct{ sig.Instance }

//sig:runnable
func (c *C) Do(ctx context.Context, p P) (R, error) {
	f := build(withName(p.V))
	return R{V: f.name, N: f.limit}, nil
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
