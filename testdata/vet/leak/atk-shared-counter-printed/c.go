// Package atksharedcounterprinted: a counter that nothing reads by name is printed with the component's struct
package atksharedcounterprinted

import (
	"context"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
)

type stats struct{ n int }

// C is the component.
//
//sig:component name=atk-shared-counter-printed scope=shared
type C struct {
	sig.Instance
	s stats
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	if p.V == "a" {
		c.s.n++ // want SIG706
	}
	return R{V: fmt.Sprint(c.s)}, nil
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
