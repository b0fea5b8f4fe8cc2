// Package sharedtemplatecondition: a function of a template counts if a caller says so
package sharedtemplatecondition

import (
	"context"
	sig "github.com/sigen-dev/sigen/runtime"
	"io"
	"strconv"
	"text/template"
)

// C is the component.
//
//sig:component name=shared-template-condition scope=shared
type C struct {
	sig.Instance
	n int
	t *template.Template
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.t = template.Must(template.New("").Funcs(template.FuncMap{"tick": func() string {
		c.n++
		return ""
	}}).Parse("{{if .}}{{tick}}{{end}}"))
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := strconv.Itoa(c.n)
	c.t.Execute(io.Discard, p.V) // want SIG706
	return R{V: old}, nil
}

// P is what a caller sends.
type P struct {
	K string            `json:"k"`
	V string            `json:"v"`
	N int               `json:"n"`
	L []string          `json:"l"`
	M map[string]string `json:"m"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
