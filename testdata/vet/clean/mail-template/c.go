// Package mailtemplate: mails of a template set with functions and a layout
package mailtemplate

import (
	"context"
	"fmt"
	"html/template"
	"strings"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

var mails = template.Must(template.New("").Funcs(template.FuncMap{
	"money": func(cents int64) string { return fmt.Sprintf("%d.%02d", cents/100, cents%100) },
	"date":  func(t time.Time) string { return t.Format("2 January 2006") },
	"join":  strings.Join,
}).Parse(`{{define "invoice"}}Dear {{.Name}},
{{range .Lines}}{{.Text}}: {{money .Cents}}
{{else}}nothing{{end}}Due {{date .Due}} ({{join .Tags ", "}}){{end}}`))

type line struct {
	Text  string
	Cents int64
}

type invoice struct {
	Name  string
	Lines []line
	Due   time.Time
	Tags  []string
}

func (i invoice) Total() (sum int64) {
	for _, l := range i.Lines {
		sum += l.Cents
	}
	return sum
}

// C is the component.
//
//sig:component name=mail-template scope=tenant
type C struct {
	sig.Instance
	Locale string `sig:"prop,default=en"`
}

//sig:runnable desc="one call"
func (c *C) Render(ctx context.Context, p P) (R, error) {
	inv := &invoice{Name: p.K, Due: time.Now().AddDate(0, 0, 14), Tags: []string{c.Locale}}
	for i, w := range strings.Split(p.V, ";") {
		inv.Lines = append(inv.Lines, line{w, int64(i * p.N)})
	}
	var b strings.Builder
	if err := mails.ExecuteTemplate(&b, "invoice", inv); err != nil {
		return R{}, fmt.Errorf("invoice: %w", err)
	}
	return R{V: b.String(), N: int(inv.Total())}, nil
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
