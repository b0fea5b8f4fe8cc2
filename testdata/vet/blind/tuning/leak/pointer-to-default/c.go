// Package pointertodefault: settings start from a pointer to the defaults.
//
// Verdict: leak.
// Why: opts is not a copy, so a tenant's theme is everybody's default from then on.
package pointertodefault

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type options struct {
	theme string
	limit int
}

var defaults = options{theme: "light", limit: 10}

func newOptions(mods ...func(*options)) *options {
	o := &defaults
	for _, m := range mods {
		m(o)
	}
	return o
}

func withTheme(t string) func(*options) {
	return func(o *options) { o.theme = t } // want leak
}

func withLimit(n int) func(*options) {
	return func(o *options) {
		if n > 0 {
			o.limit = n
		}
	}
}

// C is the component.
//
//sig:component name=pointer-to-default scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Style(ctx context.Context, p P) (R, error) {
	var o *options
	if p.V != "" {
		o = newOptions(withTheme(p.V), withLimit(p.N))
	} else {
		o = newOptions()
	}
	return R{V: o.theme, N: o.limit}, nil
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
