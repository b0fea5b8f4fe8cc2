// Package templateclone: a package template is cloned before functions are set.
//
// Verdict: proved.
package templateclone

import (
	"bytes"
	"context"

	"html/template"

	sig "github.com/sigen-dev/sigen/runtime"
)

var page = template.Must(template.New("page").
	Funcs(template.FuncMap{"t": func(s string) string { return s }}).
	Parse(`<h1>{{t .}}</h1>`))

// C is the component.
//
//sig:component name=template-clone scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Page(ctx context.Context, p P) (R, error) {
	mine, err := page.Clone()
	if err != nil {
		return R{}, err
	}
	mine.Funcs(template.FuncMap{"t": func(s string) string { return p.K + ": " + s }})
	var b bytes.Buffer
	if err := mine.Execute(&b, p.V); err != nil {
		return R{}, err
	}
	return R{V: b.String()}, nil
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
