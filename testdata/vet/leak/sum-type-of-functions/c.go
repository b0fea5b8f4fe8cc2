// Package sumtypeoffunctions: a sum type of which one variant takes a function along
package sumtypeoffunctions

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Step is what is done.
//
//sig:oneof
type Step interface{ isStep() }

// Wait waits.
type Wait struct {
	Seconds int `json:"seconds"`
}

// Run runs.
type Run struct {
	F func() `json:"-"` // want SIG710
}

func (Wait) isStep() {}
func (Run) isStep()  {}

// C is the component.
//
//sig:component name=sum-type-of-functions scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	if r, ok := p.Step.(Run); ok {
		r.F()
	}
	return R{}, nil
}

// P is what a caller sends.
type P struct {
	Step Step `json:"step"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
