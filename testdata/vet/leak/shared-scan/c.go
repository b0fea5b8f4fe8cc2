// Package sharedscan: a shared component scans what a caller sent into its own field
package sharedscan

import (
	"context"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=shared-scan scope=shared
type C struct {
	sig.Instance
	v string
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.v
	fmt.Sscan(p.V, &c.v) // want SIG706
	return R{V: old}, nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
	B []byte `json:"b"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
	B []byte `json:"b"`
}
