// Package regexpglobal: a compiled expression
package regexpglobal

import (
	"context"
	"regexp"

	sig "github.com/sigen-dev/sigen/runtime"
)

var word = regexp.MustCompile(`^[a-z]+$`)

// C is the component.
//
//sig:component name=regexp-global scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Match(ctx context.Context, p P) (R, error) {
	if word.MatchString(p.K) {
		return R{V: word.FindString(p.V)}, nil
	}
	return R{}, nil
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
