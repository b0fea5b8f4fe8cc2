// Package regexplongest: a method that changes a compiled expression
package regexplongest

import (
	"context"
	"regexp"

	sig "github.com/sigen-dev/sigen/runtime"
)

var re = regexp.MustCompile("a+|b")

// C is the component.
//
//sig:component name=regexp-longest scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Find(ctx context.Context, p P) (R, error) {
	re.Longest() // want SIG701
	return R{V: re.FindString(p.V)}, nil
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
