// Package atktemplatedata: a template calls a method of the package's cell
package atktemplatedata

import (
	"context"
	"strings"
	"text/template"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Cell is a cell.
type Cell struct{ last string }

// Swap puts v in place of what was there.
func (c *Cell) Swap(v string) string {
	old := c.last
	c.last = v // want SIG701
	return old
}

var one = &Cell{}

var page = template.Must(template.New("x").Parse("{{.C.Swap .V}}"))

// C is the component.
//
//sig:component name=atk-template-data scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	var b strings.Builder
	err := page.Execute(&b, map[string]any{"C": one, "V": p.V})
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
