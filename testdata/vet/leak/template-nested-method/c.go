// Package templatenestedmethod: a method of a value inside the data of a template
package templatenestedmethod

import (
	"context"
	"strings"
	"text/template"

	sig "github.com/sigen-dev/sigen/runtime"
)

var last string

var page = template.Must(template.New("p").Parse("{{range .Rows}}{{.Show}}{{end}}"))

type row struct{ s string }

func (r row) Show() string {
	was := last
	last = r.s // want SIG701
	return was
}

// C is the component.
//
//sig:component name=template-nested-method scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	var b strings.Builder
	err := page.Execute(&b, map[string]any{"Rows": []row{{p.V}}})
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
