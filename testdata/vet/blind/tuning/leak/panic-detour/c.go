// Package panicdetour: package state travels by panic.
//
// Verdict: leak.
// Why: fail panics with a pointer to the shared state, and recover writes through it.
package panicdetour

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type incident struct{ note string }

var lastIncident = incident{}

func fail() { panic(&lastIncident) }

// C is the component.
//
//sig:component name=panic-detour scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Try(ctx context.Context, p P) (r R, err error) {
	defer func() {
		if x, ok := recover().(*incident); ok {
			r.V = x.note
			x.note = p.V // want leak
		}
	}()
	fail()
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
