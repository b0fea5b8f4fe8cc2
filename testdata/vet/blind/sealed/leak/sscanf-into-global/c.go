// Package sscanfintoglobal: Sscanf scans into package variables.
//
// Verdict: leak.
// Why: A short input leaves what the last tenant scanned.
package sscanfintoglobal

import (
	"context"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
)

var x, y int

// C is the component.
//
//sig:component name=sscanf-into-global scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Parse(ctx context.Context, p P) (R, error) {
	fmt.Sscanf(p.V, "%d,%d", &x, &y) // want leak
	return R{N: x * y}, nil
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
