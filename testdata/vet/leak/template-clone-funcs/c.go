// Package templateclonefuncs: a copy of a template has its functions, and one of them keeps what it is given
package templateclonefuncs

import (
	"context"
	"html/template"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

type box struct{ v string }

func (b *box) swap(s string) string {
	last := b.v
	b.v = s
	return last
}

var one = &box{}

var page = template.Must(template.New("p").Funcs(template.FuncMap{"last": one.swap}).Parse("{{last .}}"))

// C is the component.
//
//sig:component name=template-clone-funcs scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	t, err := page.Clone() // want SIG701
	if err != nil {
		return R{}, err
	}
	var b strings.Builder
	err = t.Execute(&b, p.V)
	return R{V: b.String()}, err
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
