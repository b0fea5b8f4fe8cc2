// Package attackfuncfieldswap: a function in a package-level struct is replaced.
//
// Verdict: leak.
// Why: Formatting of all tenants goes through the function that one tenant installed, with its
// prefix.
package attackfuncfieldswap

import (
	"context"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

type formatter struct{ format func(string) string }

var std = formatter{format: strings.TrimSpace}

func (f *formatter) use(g func(string) string) {
	prev := f.format
	f.format = func(s string) string { return g(prev(s)) } // want leak
}

// C is the component.
//
//sig:component name=attack-func-field-swap scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Prefix(ctx context.Context, p P) error {
	std.use(func(s string) string { return p.K + s })
	return nil
}

//sig:runnable desc="one call"
func (c *C) Format(ctx context.Context, p P) (R, error) { return R{V: std.format(p.V)}, nil }

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
