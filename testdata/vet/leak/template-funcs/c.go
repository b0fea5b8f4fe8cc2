// Package templatefuncs: functions added to a shared template
package templatefuncs

import (
	"context"
	"strings"
	"text/template"

	sig "github.com/sigen-dev/sigen/runtime"
)

var page = template.Must(template.New("x").Parse("{{.}}"))

// C is the component.
//
//sig:component name=template-funcs scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Render(ctx context.Context, p P) (R, error) {
	var b strings.Builder
	t := page.Funcs(template.FuncMap{"name": func() string { return p.V }}) // want SIG701
	err := t.Execute(&b, p)
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
