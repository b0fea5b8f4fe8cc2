// Package sharedscratchbuffer: a shared renderer reuses its buffer.
//
// Verdict: leak.
// Why: The buffer is reset after use only on success, so a failed call leaves its text for the next
// tenant.
package sharedscratchbuffer

import (
	"bytes"
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=shared-scratch-buffer scope=shared
type C struct {
	sig.Instance

	mu  sync.Mutex
	buf bytes.Buffer
}

//sig:runnable desc="one call"
func (c *C) Render(ctx context.Context, p P) (R, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.buf.WriteString(p.V) // want leak
	if p.N < 0 {
		return R{}, sig.ErrInvalid
	}
	defer c.buf.Reset()
	return R{V: c.buf.String()}, nil
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
