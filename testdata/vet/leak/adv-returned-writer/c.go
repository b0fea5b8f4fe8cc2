// Package advreturnedwriter: a closure that a helper returns
package advreturnedwriter

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var total int

func adder() func(int) {
	return func(n int) {
		total += n // want SIG701
	}
}

// C is the component.
//
//sig:component name=adv-returned-writer scope=tenant
type C struct {
	sig.Instance
	add func(int)
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.add = adder()
	return nil
}

//sig:runnable desc="one call"
func (c *C) Add(ctx context.Context, p P) error {
	c.add(p.N)
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
