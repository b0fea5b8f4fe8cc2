// Package embeddingandinterfaces: embedded helpers and an interface field of the instance's own.
//
// Verdict: proved.
package embeddingandinterfaces

import (
	"context"
	"sync"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

type clock interface{ now() time.Time }

type system struct{}

func (system) now() time.Time { return time.Now() }

type audit struct {
	mu    sync.Mutex
	lines []string
}

func (a *audit) note(s string) int {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.lines = append(a.lines, s)
	return len(a.lines)
}

// C is the component.
//
//sig:component name=embedding-and-interfaces scope=tenant
type C struct {
	sig.Instance

	audit
	clock clock
}

//sig:activate
func (c *C) activate(ctx context.Context) error {
	c.clock = system{}
	return nil
}

//sig:runnable desc="one call"
func (c *C) Note(ctx context.Context, p P) (R, error) {
	n := c.note(c.clock.now().Format(time.DateTime) + " " + p.V)
	return R{N: n}, nil
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
