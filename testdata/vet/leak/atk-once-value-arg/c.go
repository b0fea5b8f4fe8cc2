// Package atkoncevaluearg: a package's once value is made by the first call
package atkoncevaluearg

import (
	"context"
	"sync"
	"sync/atomic"

	sig "github.com/sigen-dev/sigen/runtime"
)

var value atomic.Pointer[func() string]

// C is the component.
//
//sig:component name=atk-once-value-arg scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	f := sync.OnceValue(func() string { return p.V })
	if value.CompareAndSwap(nil, &f) { // want SIG701
		return R{}, nil
	}
	return R{V: (*value.Load())()}, nil
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
