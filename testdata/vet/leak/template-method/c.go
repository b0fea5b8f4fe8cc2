// Package templatemethod: a method that only a template calls
package templatemethod

import (
	"context"
	"strings"
	"text/template"

	sig "github.com/sigen-dev/sigen/runtime"
)

var hits int

var page = template.Must(template.New("p").Parse("{{.Total}}"))

type view struct{ Name string }

func (view) Total() int {
	hits++ // want SIG701
	return hits
}

// C is the component.
//
//sig:component name=template-method scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	var b strings.Builder
	err := page.Execute(&b, view{p.V})
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
