// Package stackofall: a debug dump of all goroutines.
//
// Verdict: leak.
// Why: The stacks show calls of other tenants with argument words.
package stackofall

import (
	"context"
	"runtime"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=stack-of-all scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Dump(ctx context.Context) (R, error) {
	buf := make([]byte, 1<<20)
	n := runtime.Stack(buf, true) // want leak
	return R{V: string(buf[:n]), N: n}, nil
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
}
