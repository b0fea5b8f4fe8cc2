// Package stdtemplateclone gives a copy of a template functions of its own.
package stdtemplateclone

import (
	"context"
	"html/template"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=std-template-clone scope=tenant
type C struct{ sig.Instance }

var page = template.Must(template.New("p").Funcs(template.FuncMap{"up": strings.ToUpper}).Parse("{{up .}}"))

// Do works.
//
//sig:runnable desc="works"
func (c *C) Do(ctx context.Context, s string, n int64) (string, error) {
	t, err := page.Clone()
	if err != nil {
		return "", err
	}
	var b strings.Builder
	err = t.Funcs(template.FuncMap{"up": strings.ToLower}).Execute(&b, s)
	return b.String(), err
}
