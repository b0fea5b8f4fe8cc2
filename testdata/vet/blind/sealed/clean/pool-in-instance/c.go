// Package poolininstance: a sync.Pool that belongs to the instance.
//
// Verdict: proved.
package poolininstance

import (
	"bytes"
	"context"
	"fmt"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=pool-in-instance scope=tenant
type C struct {
	sig.Instance

	bufs sync.Pool
}

//sig:runnable desc="one call"
func (c *C) Render(ctx context.Context, p P) (R, error) {
	b, _ := c.bufs.Get().(*bytes.Buffer)
	if b == nil {
		b = new(bytes.Buffer)
	}
	defer c.bufs.Put(b)
	b.Reset()
	fmt.Fprintf(b, "%s: %s", p.K, p.V)
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
