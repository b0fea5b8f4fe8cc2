// Package sharedpool: a pool of buffers that callers write
package sharedpool

import (
	"bytes"
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=shared-pool scope=shared
type C struct {
	sig.Instance
	pool sync.Pool
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	b, _ := c.pool.Get().(*bytes.Buffer)
	if b == nil {
		b = new(bytes.Buffer)
	}
	was := b.String()
	b.Reset()
	b.WriteString(p.V)
	c.pool.Put(b) // want SIG706
	return R{V: was}, nil
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
