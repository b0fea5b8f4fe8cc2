// Package realhtmlreport: an HTML report in the tenant's files
package realhtmlreport

import (
	"bytes"
	"cmp"
	"context"
	"html/template"
	"slices"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb"
)

var report = template.Must(template.New("report").Parse(`<ul>{{range .}}<li>{{.Name}}: {{.N}}</li>{{end}}</ul>`))

type row struct {
	Name string
	N    int
}

// C is the component.
//
//sig:component name=real-html-report scope=tenant
type C struct {
	sig.Instance
	Pool  sqldb.Pool  `sig:"requires"`
	Files sig.Storage `sig:"requires"`
}

//sig:runnable desc="one call"
func (c *C) Build(ctx context.Context, p P) (R, error) {
	rows, err := c.Pool.Query(ctx, "SELECT name, count(*) FROM t GROUP BY name")
	if err != nil {
		return R{}, err
	}
	defer rows.Close()
	var all []row
	for rows.Next() {
		var r row
		if err := rows.Scan(&r.Name, &r.N); err != nil {
			return R{}, err
		}
		all = append(all, r)
	}
	if err := rows.Err(); err != nil {
		return R{}, err
	}
	slices.SortFunc(all, func(a, b row) int { return cmp.Or(b.N-a.N, strings.Compare(a.Name, b.Name)) })
	var b bytes.Buffer
	if err := report.Execute(&b, all); err != nil {
		return R{}, err
	}
	return R{N: len(all)}, c.Files.Put(ctx, p.K+".html", b.Bytes())
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
