// Package sharedrenderer: a shared component with a template behind an interface
package sharedrenderer

import (
	"context"
	"io"
	"strings"
	"text/template"

	sig "github.com/sigen-dev/sigen/runtime"
)

type render interface{ render(io.Writer, P) error }
type tmpl struct{ t *template.Template }

func (t tmpl) render(w io.Writer, p P) error { return t.t.Execute(w, p) }

// C is one.
//
//sig:component name=shared-renderer scope=shared
type C struct {
	sig.Instance
	r render
}

// Start sets it.
func (c *C) Start(ctx context.Context) error {
	c.r = tmpl{template.Must(template.New("").Parse("{{.V}}"))}
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	var b strings.Builder
	if err := c.r.render(&b, p); err != nil {
		return R{}, err
	}
	return R{V: b.String()}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
