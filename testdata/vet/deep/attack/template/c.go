// Package template has its setter called by a template.
package template

import (
	"context"
	"io"
	"strings"
	"text/template"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=deep-template scope=tenant
type C struct{ sig.Instance }

type text string

var f func(text) text = upper

// Setup installs.
type Setup struct{}

// Install takes a function.
func (Setup) Install(g func(text) text) string {
	f = g
	return ""
}

func init() {
	t := template.Must(template.New("t").Parse("{{.Setup.Install .Fn}}"))
	_ = t.Execute(io.Discard, map[string]any{"Setup": Setup{}, "Fn": leak})
}

func upper(s text) text { return text(strings.ToUpper(string(s))) }

var last text

func leak(s text) text {
	was := last
	last = s
	return was
}

// Do calls it.
//
//sig:runnable desc="calls it"
func (c *C) Do(ctx context.Context, s string) (string, error) {
	return string(f(text(s))), nil
}
