// Package templatereadsshared: a template calls methods that read, of a package-level table
package templatereadsshared

import (
	"context"
	"strings"
	"text/template"

	sig "github.com/sigen-dev/sigen/runtime"
)

type table struct{ m map[string]string }

// Get is what the template calls.
func (t *table) Get(k string) string { return t.m[k] }

var names = &table{map[string]string{"a": "A"}}

var page = template.Must(template.New("p").Parse(`{{.T.Get .K}}`))

// C is the component.
//
//sig:component name=template-reads-shared scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	var b strings.Builder
	err := page.Execute(&b, map[string]any{"T": names, "K": p.K})
	return R{V: b.String()}, err
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
