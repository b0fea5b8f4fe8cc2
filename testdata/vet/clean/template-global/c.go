// Package templateglobal: a parsed template
package templateglobal

import (
	"context"
	"strings"
	"text/template"

	sig "github.com/sigen-dev/sigen/runtime"
)

var page = template.Must(template.New("page").Parse("hello {{.V}}"))

// C is the component.
//
//sig:component name=template-global scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Render(ctx context.Context, p P) (R, error) {
	var b strings.Builder
	if err := page.Execute(&b, p); err != nil {
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
