// Package oncevaluealias: a once of the call returns memory of the package
package oncevaluealias

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

var s [256]byte

// C is the component.
//
//sig:component name=once-value-alias scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	own := sync.OnceValue(func() []byte { return s[:] })()
	own[0] = byte(p.N) // want SIG701
	return R{V: string(s[:])}, nil
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
