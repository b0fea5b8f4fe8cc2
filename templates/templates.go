// Package templates holds the text that sigen new and sigen init write.
package templates

import (
	_ "embed"
	"strings"
	"text/template"
)

var (
	//go:embed component.go.tmpl
	component string
	//go:embed component_test.go.tmpl
	componentTest string
	//go:embed ci.yml.tmpl
	ci string
	//go:embed generate.go.tmpl
	generate string
)

// The templates, by what they make.
var (
	// Component is a tenant component with settings, a computed value and a runnable; it takes Names.
	Component = parse("component.go", component)
	// ComponentTest tests it in a kernel in memory; it takes Names.
	ComponentTest = parse("component_test.go", componentTest)
	// CI is a GitHub Actions workflow; it takes nothing.
	CI = parse("ci.yml", ci)
	// Generate is the file with the go:generate line of a module's root; it takes its package's name.
	Generate = parse("generate.go", generate)
)

// Names are what a component is called.
type Names struct {
	Package   string // "cart"
	Component string // "shopping-cart"
	Type      string // "ShoppingCart"
	Scope     string // "tenant" or "shared"
}

func parse(name, text string) *template.Template {
	return template.Must(template.New(name).Option("missingkey=error").Parse(text))
}

// Execute is t with data as text.
func Execute(t *template.Template, data any) (string, error) {
	var b strings.Builder
	err := t.Execute(&b, data)
	return b.String(), err
}
