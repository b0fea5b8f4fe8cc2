// Package writerbehindkeeps: a writer that a writer of the library hands on to keeps in a shared component what callers send
package writerbehindkeeps

import (
	"context"
	"fmt"
	"io"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is shared.
//
//sig:component name=writer-behind-keeps scope=shared
type C struct {
	sig.Instance
	w io.Writer
	h *hist
}

type hist struct{ m []byte }

func (h *hist) Write(b []byte) (int, error) { h.m = append(h.m, b...); return len(b), nil }

// Start makes the writer.
func (c *C) Start(ctx context.Context) error {
	c.h = &hist{}
	c.w = io.MultiWriter(c.h)
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	fmt.Fprint(c.w, p.V) // want SIG706
	return R{V: string(c.h.m)}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
