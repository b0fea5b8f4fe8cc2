// Package advatomicvalue: a map inside an atomic value
package advatomicvalue

import (
	"context"
	"sync/atomic"

	sig "github.com/sigen-dev/sigen/runtime"
)

var v atomic.Value

func init() { v.Store(map[string]string{}) }

// C is the component.
//
//sig:component name=adv-atomic-value scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	v.Load().(map[string]string)[p.K] = p.V // want SIG701
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
