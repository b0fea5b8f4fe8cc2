// Package poolofinstance: a pool that belongs to the instance
package poolofinstance

import (
	"bytes"
	"context"
	"fmt"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=pool-of-instance scope=tenant
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
	defer c.pool.Put(b)
	b.Reset()
	fmt.Fprintf(b, "%s=%s", p.K, p.V)
	return R{V: b.String()}, nil
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
