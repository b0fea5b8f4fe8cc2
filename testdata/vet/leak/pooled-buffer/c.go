// Package pooledbuffer: a pool hands one tenant's bytes to the next
package pooledbuffer

import (
	"bytes"
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// C is the component.
//
//sig:component name=pooled-buffer scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Render(ctx context.Context, p P) (R, error) {
	b := buffers.Get().(*bytes.Buffer) // want SIG701
	defer buffers.Put(b)
	b.WriteString(p.V)
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
