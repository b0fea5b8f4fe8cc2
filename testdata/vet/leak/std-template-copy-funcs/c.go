// Package stdtemplatecopyfuncs: the copy of a template has its functions
package stdtemplatecopyfuncs

import (
	"context"
	"strings"
	"text/template"

	sig "github.com/sigen-dev/sigen/runtime"
)

var one = template.Must(template.New("a").Funcs(template.FuncMap{"f": strings.ToUpper}).Parse("{{f .}}"))

// C is the component.
//
//sig:component name=std-template-copy-funcs scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	x := *one
	x.Funcs(template.FuncMap{"f": func(string) string { return p.V }}) // want SIG701
	return R{}, nil
}

type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
	B []byte `json:"b"`
}

type R struct {
	V string `json:"v"`
	N int    `json:"n"`
	B []byte `json:"b"`
}
