// Package stringerviatemplate: a template calls a method that remembers.
//
// Verdict: leak.
// Why: text/template finds Remember by its name, and it writes package state.
package stringerviatemplate

import (
	"context"
	"fmt"
	"strings"

	"text/template"

	sig "github.com/sigen-dev/sigen/runtime"
)

type page struct{ Title string }

var titles = make(map[string]bool)

// Remember is called by the template only.
func (p page) Remember() string {
	titles[p.Title] = true // want leak
	return fmt.Sprint(len(titles))
}

var pageTmpl = template.Must(template.New("page").Parse(`{{.Title}} is page {{.Remember}}`))

// C is the component.
//
//sig:component name=stringer-via-template scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Show(ctx context.Context, p P) (R, error) {
	var b strings.Builder
	err := pageTmpl.Execute(&b, page{p.V})
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
