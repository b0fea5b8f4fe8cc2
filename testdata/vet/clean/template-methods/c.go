// Package templatemethods: a template that calls methods
package templatemethods

import (
	"context"
	"strings"
	"text/template"

	sig "github.com/sigen-dev/sigen/runtime"
)

var page = template.Must(template.New("p").Funcs(template.FuncMap{"upper": strings.ToUpper}).Parse(`{{range .Rows}}{{.Name | upper}} {{.Total}}{{end}}`))

type row struct {
	Name string
	cost []int
}

func (r row) Total() int {
	n := 0
	for _, c := range r.cost {
		n += c
	}
	return n
}

// C is the component.
//
//sig:component name=template-methods scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	var b strings.Builder
	err := page.Execute(&b, map[string]any{"Rows": []row{{p.V, []int{p.N}}}})
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
