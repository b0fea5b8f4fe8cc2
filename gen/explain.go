package gen

import (
	"fmt"
	"strings"

	"github.com/sigen-dev/sigen/gen/internal/diag"
	"github.com/sigen-dev/sigen/gen/internal/explain"
)

// An Explanation says what a code means, with a wrong and a right example.
type Explanation = explain.Page

// An ExampleFile is a file of an example.
type ExampleFile = explain.File

// Codes are the codes of all diagnostics that have an explanation, those of sigen vet included, sorted.
func Codes() []string { return explain.Codes() }

// Explain returns what a code means. The error names the nearest code.
func Explain(code string) (Explanation, error) {
	code = strings.ToUpper(code)
	p, ok := explain.Lookup(code)
	if ok {
		return p, nil
	}
	if near := diag.Nearest(code, explain.Codes()); near != "" {
		return p, fmt.Errorf("no diagnostic has the code %q; did you mean %s?", code, near)
	}
	return p, fmt.Errorf("no diagnostic has the code %q; sigen explain lists them", code)
}
