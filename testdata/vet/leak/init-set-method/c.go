// Package initsetmethod fills a registry by a method that brings the function along.
package initsetmethod

import (
	"context"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=init-set-method scope=tenant
type C struct{ sig.Instance }

// Do calls it.
//
//sig:runnable desc="calls it"
func (c *C) Do(ctx context.Context, s string) (string, error) {
	return r.fns[len(r.fns)-1](s), nil
}

type registry struct{ fns []func(string) string }

func (r *registry) defaults() { r.fns = append(r.fns, keep) }

var r = &registry{fns: []func(string) string{upper}}

func init() { r.defaults() }

func upper(s string) string { return strings.ToUpper(s) }

var last string

func keep(s string) string {
	was := last
	last = s // want SIG701
	return was
}
