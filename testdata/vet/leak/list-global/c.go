// Package listglobal: a list of the standard library
package listglobal

import (
	"container/list"
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var queue = list.New()

// C is the component.
//
//sig:component name=list-global scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Push(ctx context.Context, p P) error {
	queue.PushBack(p.V) // want SIG701
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
