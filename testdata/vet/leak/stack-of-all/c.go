// Package stackofall: all goroutines' stacks
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
	b := make([]byte, 1<<16)
	n := runtime.Stack(b, true) // want SIG711
	return R{V: string(b[:n])}, nil
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
}
