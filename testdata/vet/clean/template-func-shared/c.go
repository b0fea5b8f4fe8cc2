// Package templatefuncshared: a shared component with a template and functions for it
package templatefuncshared

import (
	"context"
	"strings"
	"text/template"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is shared.
//
//sig:component name=template-func-shared scope=shared
type C struct {
	sig.Instance
	t *template.Template
	u string
}

func (c *C) url(s string) string { return c.u + s }

// Start makes the template.
func (c *C) Start(ctx context.Context) error {
	c.u = "https://example.com/"
	t, err := template.New("x").Funcs(template.FuncMap{"upper": strings.ToUpper, "url": c.url, "twice": func(s string) string { return s + s }}).Parse("{{upper .}} {{url .}} {{twice .}}")
	c.t = t
	return err
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	var b strings.Builder
	if err := c.t.Execute(&b, p.V); err != nil {
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
