// Package initsetlater has a function fill a registry that hides it in a struct.
package initsetlater

import (
	"context"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=init-set-later scope=tenant
type C struct{ sig.Instance }

// Do calls it.
//
//sig:runnable desc="calls it"
func (c *C) Do(ctx context.Context, s string) (string, error) {
	return r.routes[s].fn(s), nil
}

type route struct {
	name string
	fn   func(string) string
}

type router struct{ routes map[string]route }

func (r *router) mount(name string, fn func(string) string) { r.routes[name] = route{name, fn} }

func mountAll(r *router) {
	r.mount("up", upper)
	r.mount("keep", keep)
}

var r = &router{routes: map[string]route{}}

func init() { mountAll(r) }

func upper(s string) string { return strings.ToUpper(s) }

var last string

func keep(s string) string {
	was := last
	last = s // want SIG701
	return was
}
