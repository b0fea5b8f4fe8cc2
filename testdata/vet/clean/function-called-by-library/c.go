// Package functioncalledbylibrary: package-level functions without memory of their own, called by the library
package functioncalledbylibrary

import (
	"context"
	"regexp"
	"strings"
	"unicode"

	sig "github.com/sigen-dev/sigen/runtime"
)

var all = regexp.MustCompile(`.+`)

var between = func(r rune) bool { return !unicode.IsLetter(r) }

type filter struct{ do func(string) string }

var filters = map[string]filter{"upper": {strings.ToUpper}, "masked": {func(v string) string { return all.ReplaceAllString(v, "*") }}}

// C is the component.
//
//sig:component name=function-called-by-library scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	var out []string
	for _, w := range strings.FieldsFunc(p.V, between) {
		out = append(out, all.ReplaceAllStringFunc(w, filters[p.K].do))
	}
	return R{V: strings.Join(out, " ")}, nil
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
