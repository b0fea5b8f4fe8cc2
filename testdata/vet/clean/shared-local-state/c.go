// Package sharedlocalstate: a shared component counts calls, beside local memory that what a caller sent decides about
package sharedlocalstate

import (
	"bytes"
	"context"
	"slices"
	"strconv"
	"strings"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

type tally struct{ n int }

func (t *tally) add(n int) { t.n += n }
func (t *tally) reset()    { t.n = 0 }

func counter() func() int {
	n := 0
	return func() int { n++; return n }
}

// C is shared.
//
//sig:component name=shared-local-state scope=shared
type C struct {
	sig.Instance
	mu    sync.Mutex
	calls int
	names map[string]int
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	c.mu.Lock()
	c.calls++
	calls := c.calls
	c.mu.Unlock()
	var b bytes.Buffer
	t, next := &tally{}, counter()
	words := strings.Fields(p.V)
	seen := map[string]bool{}
	for _, w := range words {
		if n, ok := c.names[w]; ok {
			t.add(n)
		}
		if seen[w] {
			delete(seen, w)
			continue
		}
		seen[w] = true
		b.WriteString(w)
		next()
	}
	if len(words) > 3 {
		slices.Sort(words)
		b.Reset()
		t.reset()
	}
	return R{V: b.String() + strconv.Itoa(t.n+next()+calls)}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
