// Package templatesetsreturned: a template calls a method of what a method of its data returns
package templatesetsreturned

import (
	"context"
	"strings"
	"text/template"

	sig "github.com/sigen-dev/sigen/runtime"
)

type d struct{ m map[string]string }

// Set is what the template calls.
func (x *d) Set(k, v string) string {
	x.m[k] = v
	return v
}

// Len is what the template shows.
func (x *d) Len() int { return len(x.m) }

var one = &d{m: map[string]string{}}

var page = template.Must(template.New("p").Parse(`{{.Inner.Set "a" .V}}{{.Inner.Len}}`))

type data struct{ V string }

// Inner hands out what is there for all.
func (data) Inner() *d { return one } // want SIG702

// C is the component.
//
//sig:component name=template-sets-returned scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	var b strings.Builder
	_ = page.Execute(&b, data{p.V})
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
