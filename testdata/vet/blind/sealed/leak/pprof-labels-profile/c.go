// Package pproflabelsprofile: a goroutine profile on request.
//
// Verdict: leak.
// Why: The profile covers the whole process.
package pproflabelsprofile

import (
	"context"
	"strings"

	"runtime/pprof"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=pprof-labels-profile scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Profile(ctx context.Context, p P) (R, error) {
	var b strings.Builder
	err := pprof.Lookup("goroutine").WriteTo(&b, 2) // want leak
	return R{V: b.String()}, err
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
