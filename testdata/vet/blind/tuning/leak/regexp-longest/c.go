// Package regexplongest: Longest on a package-level regexp.
//
// Verdict: leak.
// Why: Longest switches the shared regexp for good, so one tenant changes what the others match.
package regexplongest

import (
	"context"
	"regexp"

	sig "github.com/sigen-dev/sigen/runtime"
)

var word = regexp.MustCompile(`a|ab`)

// C is the component.
//
//sig:component name=regexp-longest scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Find(ctx context.Context, p P) (R, error) {
	if p.K == "longest" {
		word.Longest() // want leak
	}
	return R{V: word.FindString(p.V)}, nil
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
