// Package templatesetsfield: a template calls a method that writes, of a field of its data
package templatesetsfield

import (
	"context"
	"html/template"
	"strings"

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

var page = template.Must(template.New("p").Parse(`{{.D.Set "a" .V}}{{.D.Len}}`))

// C is the component.
//
//sig:component name=template-sets-field scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	var b strings.Builder
	_ = page.ExecuteTemplate(&b, "p", struct {
		D *d
		V string
	}{one, p.V}) // want SIG701
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
