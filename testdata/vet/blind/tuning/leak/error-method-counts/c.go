// Package errormethodcounts: an Error method that only fmt calls.
//
// Verdict: leak.
// Why: Error appends to a package-level list when fmt formats it.
package errormethodcounts

import (
	"context"
	"fmt"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

var history []string

type quotaError struct{ who string }

func (e quotaError) Error() string {
	history = append(history, e.who) // want leak
	return "quota: " + strings.Join(history, ",")
}

// C is the component.
//
//sig:component name=error-method-counts scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Spend(ctx context.Context, p P) (R, error) {
	return R{V: fmt.Sprintf("%v", quotaError{p.K})}, nil
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
