// Package sharedthroughpipe: what a caller sent goes through a pipe
package sharedthroughpipe

import (
	"context"
	"io"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is shared.
//
//sig:component name=shared-through-pipe scope=shared
type C struct {
	sig.Instance
	s string
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.s
	r, w := io.Pipe()
	done := make(chan struct{})
	go func() { defer close(done); io.WriteString(w, p.V); w.Close() }()
	b, _ := io.ReadAll(r)
	<-done
	c.s = string(b) // want SIG706
	return R{V: old}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
