// Package countertwocallsdeep: a counter behind two helpers
package countertwocallsdeep

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var total int

func bump(n int) { add(n) }

func add(n int) {
	total += n // want SIG701
}

// C is the component.
//
//sig:component name=counter-two-calls-deep scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Add(ctx context.Context, p P) error {
	bump(p.N)
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
