// Package stdmethodvaluegeneric: hands a method value of the library to a generic function
package stdmethodvaluegeneric

import (
	"context"
	"sync/atomic"

	sig "github.com/sigen-dev/sigen/runtime"
)

var one atomic.Int64

func call[T any](f func(T) T, x T) T { return f(x) }

// C is the component.
//
//sig:component name=std-method-value-generic scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	return R{N: int(call(one.Add, int64(p.N)))}, nil // want SIG701
}

type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
	B []byte `json:"b"`
}

type R struct {
	V string `json:"v"`
	N int    `json:"n"`
	B []byte `json:"b"`
}
