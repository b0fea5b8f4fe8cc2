// Package methodvalues: methods as functions
package methodvalues

import (
	"context"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

type parser struct{ seps string }

func (p parser) split(r rune) bool { return strings.ContainsRune(p.seps, r) }

var comma = parser{",;"}

var isSep = comma.split

// C is the component.
//
//sig:component name=method-values scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	return R{N: len(strings.FieldsFunc(p.V, isSep)) + len(strings.FieldsFunc(p.V, comma.split))}, nil
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
