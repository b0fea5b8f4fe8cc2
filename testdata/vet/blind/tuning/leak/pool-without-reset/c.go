// Package poolwithoutreset: a pooled buffer is used without Reset.
//
// Verdict: leak.
// Why: The buffer that Get returns still holds what the last tenant rendered into it.
package poolwithoutreset

import (
	"bytes"
	"context"
	"fmt"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// C is the component.
//
//sig:component name=pool-without-reset scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Render(ctx context.Context, p P) (R, error) {
	b := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(b) // want leak
	fmt.Fprintf(b, "%s=%s\n", p.K, p.V)
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
