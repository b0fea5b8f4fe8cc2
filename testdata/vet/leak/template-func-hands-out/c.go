// Package templatefunchandsout: a function of a template hands out package-level memory, of which it calls a method
package templatefunchandsout

import (
	"context"
	"html/template"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

type st struct{ v string }

// Swap is what the template calls.
func (x *st) Swap(v string) string {
	old := x.v
	x.v = v
	return old
}

var one = &st{}

func get() *st { return one } // want SIG701

var page = template.Must(template.New("p").Funcs(template.FuncMap{"f": get}).Parse("{{f.Swap .}}"))

// C is the component.
//
//sig:component name=template-func-hands-out scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	var b strings.Builder
	if err := page.Execute(&b, p.V); err != nil {
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
