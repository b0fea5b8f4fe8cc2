// Package embedfstemplates: templates parsed from an embedded file system.
//
// Verdict: proved.
package embedfstemplates

import (
	"context"
	"embed"
	"strings"

	"text/template"

	sig "github.com/sigen-dev/sigen/runtime"
)

//go:embed mail.tmpl
var files embed.FS

var mails = template.Must(template.New("").Funcs(template.FuncMap{"upper": strings.ToUpper}).ParseFS(files, "*.tmpl"))

// C is the component.
//
//sig:component name=embed-fs-templates scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Mail(ctx context.Context, p P) (R, error) {
	var b strings.Builder
	if err := mails.ExecuteTemplate(&b, "mail.tmpl", p); err != nil {
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
