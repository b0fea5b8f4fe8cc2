// Package templatenewparse: a template that is added to a shared one
package templatenewparse

import (
	"context"
	"text/template"

	sig "github.com/sigen-dev/sigen/runtime"
)

var base = template.Must(template.New("base").Parse("x"))

// C is the component.
//
//sig:component name=template-new-parse scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	t, err := base.New(p.K).Parse(p.V) // want SIG701
	if err != nil {
		return R{}, err
	}
	return R{V: t.Name()}, nil
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
