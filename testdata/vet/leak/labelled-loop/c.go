// Package labelledloop: a labelled loop writes an element
package labelledloop

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var seen [8]string

// C is the component.
//
//sig:component name=labelled-loop scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
outer:
	for i := range seen {
		for j := range 3 {
			if j == p.N {
				continue outer
			}
			seen[i] = p.V // want SIG701
			break outer
		}
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
