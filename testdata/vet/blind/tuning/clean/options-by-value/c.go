// Package optionsbyvalue: functional options over a copy of the defaults.
//
// Verdict: proved.
package optionsbyvalue

import (
	"context"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

type options struct {
	sep   string
	limit int
	tags  []string
}

var defaults = options{sep: ",", limit: 10}

type option func(*options)

func withSep(s string) option { return func(o *options) { o.sep = s } }
func withTag(t string) option { return func(o *options) { o.tags = append(o.tags, t) } }

func build(opts ...option) options {
	o := defaults
	for _, f := range opts {
		f(&o)
	}
	return o
}

// C is the component.
//
//sig:component name=options-by-value scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Join(ctx context.Context, p P) (R, error) {
	o := build(withSep(p.K), withTag("a"), withTag("b"))
	fields := strings.Fields(p.V)
	if len(fields) > o.limit {
		fields = fields[:o.limit]
	}
	return R{V: strings.Join(append(fields, o.tags...), o.sep)}, nil
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
