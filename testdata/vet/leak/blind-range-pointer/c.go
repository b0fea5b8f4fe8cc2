// Package blindrangepointer: an address taken in a range over a global array
package blindrangepointer

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type slot struct{ v string }

var slots [4]slot

// C is the component.
//
//sig:component name=blind-range-pointer scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	for i := range slots {
		s := &slots[i]
		if s.v == "" {
			s.v = p.V // want SIG701
			return nil
		}
	}
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
