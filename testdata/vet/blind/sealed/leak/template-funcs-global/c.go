// Package templatefuncsglobal: a package-level template gets the caller's function.
//
// Verdict: leak.
// Why: Funcs changes the one template, so the next tenant renders with this tenant's prefix.
package templatefuncsglobal

import (
	"context"
	"strings"

	"text/template"

	sig "github.com/sigen-dev/sigen/runtime"
)

var line = template.Must(template.New("line").
	Funcs(template.FuncMap{"prefix": func() string { return "" }}).
	Parse(`{{prefix}}{{.}}`))

// C is the component.
//
//sig:component name=template-funcs-global scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Line(ctx context.Context, p P) (R, error) {
	line.Funcs(template.FuncMap{"prefix": func() string { return p.K }}) // want leak
	var b strings.Builder
	err := line.Execute(&b, p.V)
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
