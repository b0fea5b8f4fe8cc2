// Package methodvalueslocal: method values and closures that stay in the call.
//
// Verdict: proved.
package methodvalueslocal

import (
	"context"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

type acc struct{ sum, n int }

func (a *acc) add(v int) { a.sum += v; a.n++ }
func (a *acc) mean() int { return a.sum / max(a.n, 1) }

func feed(words []string, f func(int)) {
	for _, w := range words {
		f(len(w))
	}
}

// C is the component.
//
//sig:component name=method-values-local scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Mean(ctx context.Context, p P) (R, error) {
	var a acc
	feed(strings.Fields(p.V), a.add)
	double := func(f func() int) func() int { return func() int { return 2 * f() } }
	return R{N: double(a.mean)()}, nil
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
