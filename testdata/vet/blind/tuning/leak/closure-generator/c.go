// Package closuregenerator: a generator keeps its state in a closure.
//
// Verdict: leak.
// Why: The variable that next captures is package state; every tenant advances and reads it.
package closuregenerator

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var next = func() func(string) string {
	prev := ""
	return func(s string) string {
		out := prev
		prev = s // want leak
		return out
	}
}()

// C is the component.
//
//sig:component name=closure-generator scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Swap(ctx context.Context, p P) (R, error) { return R{V: next(p.V)}, nil }

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
