// Package advsscan: fmt scans into a variable
package advsscan

import (
	"context"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
)

var n int

// C is the component.
//
//sig:component name=adv-sscan scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	_, err := fmt.Sscan(p.V, &n) // want SIG701
	return err
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
