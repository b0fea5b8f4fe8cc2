// Package sharedsettercondition: a function that another one made counts in a shared component, if a caller sent a word
package sharedsettercondition

import (
	"context"
	"strconv"

	sig "github.com/sigen-dev/sigen/runtime"
)

func set(at *int) func(string) {
	return func(s string) {
		if s == "a" {
			*at++
		}
	}
}

// C is shared.
//
//sig:component name=shared-setter-condition scope=shared
type C struct {
	sig.Instance
	n int
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.n
	set(&c.n)(p.V) // want SIG706
	return R{V: strconv.Itoa(old)}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
