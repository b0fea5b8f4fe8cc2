// Package attackgoroutineviaseq: a sequence starts a goroutine that is never drained.
//
// Verdict: leak.
// Why: lines returns an iterator whose producer goes on when the loop breaks off.
package attackgoroutineviaseq

import (
	"context"
	"iter"
	"strings"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

func lines(s string, out func(string)) iter.Seq[string] {
	return func(yield func(string) bool) {
		ch := make(chan string)
		go func() { // want leak
			defer close(ch)
			for _, l := range strings.Split(s, "\n") {
				out(l)
				ch <- l
			}
		}()
		for l := range ch {
			if !yield(l) {
				return
			}
		}
	}
}

// C is the component.
//
//sig:component name=attack-goroutine-via-seq scope=tenant
type C struct {
	sig.Instance

	mu   sync.Mutex
	seen int
}

//sig:runnable desc="one call"
func (c *C) First(ctx context.Context, p P) (R, error) {
	for l := range lines(p.V, func(string) { c.mu.Lock(); c.seen++; c.mu.Unlock() }) {
		return R{V: l}, nil
	}
	return R{}, nil
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
