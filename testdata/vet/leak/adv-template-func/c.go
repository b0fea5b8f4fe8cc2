// Package advtemplatefunc: a template function that writes
package advtemplatefunc

import (
	"context"
	"strings"
	"text/template"

	sig "github.com/sigen-dev/sigen/runtime"
)

var seen []string

func note(s string) string {
	seen = append(seen, s) // want SIG701
	return s
}

var page = template.Must(template.New("p").Funcs(template.FuncMap{"note": note}).Parse("{{note .V}}"))

// C is the component.
//
//sig:component name=adv-template-func scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Render(ctx context.Context, p P) (R, error) {
	var b strings.Builder
	err := page.Execute(&b, p)
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
