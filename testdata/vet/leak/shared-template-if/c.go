// Package sharedtemplateif: a template prints what counts how often it is printed if a caller says so
package sharedtemplateif

import (
	"context"
	"fmt"
	"io"
	"text/template"

	sig "github.com/sigen-dev/sigen/runtime"
)

type st struct{ n int }

func (s *st) String() string { s.n++; return "s" }

// C is one.
//
//sig:component name=shared-template-if scope=shared
type C struct {
	sig.Instance
	x fmt.Stringer
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.x = &st{}
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.x.(*st).n
	template.Must(template.New("x").Parse("{{if .B}}{{.S}}{{end}}")).Execute(io.Discard, map[string]any{"B": p.V == "x", "S": c.x}) // want SIG706
	return R{N: old}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	N int `json:"n"`
}
