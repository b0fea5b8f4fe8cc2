// Package templatenewassociates: snippets of callers are parsed into a package-level set.
//
// Verdict: leak.
// Why: New(name).Parse adds to the set that every tenant's templates can include.
package templatenewassociates

import (
	"bytes"
	"context"

	"text/template"

	sig "github.com/sigen-dev/sigen/runtime"
)

var pages = template.Must(template.New("root").Parse(`<html>{{template "body" .}}</html>{{define "body"}}{{end}}`))

// C is the component.
//
//sig:component name=template-new-associates scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Render(ctx context.Context, p P) (R, error) {
	t, err := pages.New(p.K).Parse(p.V) // want leak
	if err != nil {
		return R{}, err
	}
	var b bytes.Buffer
	if err := t.Execute(&b, p.N); err != nil {
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
