// Package templatefunckeeps: a function that a template calls keeps in a shared component what callers send
package templatefunckeeps

import (
	"context"
	"strings"
	"text/template"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is shared.
//
//sig:component name=template-func-keeps scope=shared
type C struct {
	sig.Instance
	t *template.Template
	h *hist
}

type hist struct{ m []string }

func (h *hist) add(s string) string { h.m = append(h.m, s); return s }

// Start makes the template.
func (c *C) Start(ctx context.Context) error {
	c.h = &hist{}
	c.t = template.Must(template.New("x").Funcs(template.FuncMap{"add": c.h.add}).Parse("{{add .}}"))
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	var b strings.Builder
	_ = c.t.Execute(&b, p.V) // want SIG706
	return R{V: strings.Join(c.h.m, " ")}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
