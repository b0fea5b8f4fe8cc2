// Package templatesetsshared: a template of a shared component calls a method that keeps what a caller sent
package templatesetsshared

import (
	"context"
	"strings"
	"text/template"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is shared.
//
//sig:component name=template-sets-shared scope=shared
type C struct {
	sig.Instance
	h hist
}

type hist struct{ m []string }

// Add is what the template calls.
func (h *hist) Add(s string) string {
	h.m = append(h.m, s) // want SIG706
	return s
}

// All is what the template shows.
func (h *hist) All() string { return strings.Join(h.m, " ") }

var page = template.Must(template.New("p").Parse("{{.H.Add .V}} {{.H.All}}"))

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	var b strings.Builder
	_ = page.Execute(&b, map[string]any{"H": &c.h, "V": p.V})
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
