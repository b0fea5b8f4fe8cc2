// Package realinvoicehtml: invoices are rendered with package templates and functions.
//
// Verdict: proved.
package realinvoicehtml

import (
	"bytes"
	"context"
	"fmt"
	"time"

	"html/template"

	sig "github.com/sigen-dev/sigen/runtime"
)

type line struct {
	Text  string
	Count int
	Cents int64
}

type invoice struct {
	Number string
	Date   time.Time
	Lines  []line
}

func (l line) Total() int64 { return int64(l.Count) * l.Cents }

func (i invoice) Total() (sum int64) {
	for _, l := range i.Lines {
		sum += l.Total()
	}
	return sum
}

func money(cents int64) string {
	sign := ""
	if cents < 0 {
		sign, cents = "-", -cents
	}
	return fmt.Sprintf("%s%d.%02d", sign, cents/100, cents%100)
}

var funcs = template.FuncMap{
	"money": money,
	"day":   func(t time.Time) string { return t.Format("2 January 2006") },
	"inc":   func(i int) int { return i + 1 },
}

var tmpl = template.Must(template.New("invoice").Funcs(funcs).Parse(`<h1>Invoice {{.Number}}</h1>
<p>{{day .Date}}</p>
<table>{{range $i, $l := .Lines}}
<tr><td>{{inc $i}}</td><td>{{$l.Text}}</td><td>{{money $l.Total}}</td></tr>{{end}}
</table>
<p>{{money .Total}}</p>`))

// Item is a line of an invoice.
type Item struct {
	Text  string `json:"text"`
	Count int    `json:"count" sig:"min=1"`
	Cents int64  `json:"cents"`
}

// Bill is what to bill.
type Bill struct {
	Number string `json:"number"`
	Items  []Item `json:"items" sig:"min=1,max=200"`
}

// Page is a rendered invoice.
type Page struct {
	HTML string `json:"html"`
	Sum  string `json:"sum"`
}

// Invoices renders invoices.
//
//sig:component name=real-invoice-html scope=tenant
type Invoices struct {
	sig.Instance

	Prefix string `sig:"prop,default=INV"`
}

// Render renders an invoice.
//
//sig:runnable desc="Render an invoice"
func (s *Invoices) Render(ctx context.Context, b Bill) (Page, error) {
	inv := invoice{Number: s.Prefix + "-" + b.Number, Date: s.Now()}
	for _, it := range b.Items {
		inv.Lines = append(inv.Lines, line(it))
	}
	var buf bytes.Buffer
	if err := tmpl.Execute(&buf, inv); err != nil {
		return Page{}, fmt.Errorf("invoice %s: %w", inv.Number, err)
	}
	return Page{HTML: buf.String(), Sum: money(inv.Total())}, nil
}
