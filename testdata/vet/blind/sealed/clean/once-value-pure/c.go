// Package oncevaluepure: an expensive table is built once and is pure.
//
// Verdict: proved.
package oncevaluepure

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

var primes = sync.OnceValue(func() []int {
	var out []int
	sieve := make([]bool, 1000)
	for i := 2; i < len(sieve); i++ {
		if sieve[i] {
			continue
		}
		out = append(out, i)
		for j := i * i; j < len(sieve); j += i {
			sieve[j] = true
		}
	}
	return out
})

// C is the component.
//
//sig:component name=once-value-pure scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Prime(ctx context.Context, p P) (R, error) {
	all := primes()
	if p.N < 0 || p.N >= len(all) {
		return R{}, sig.ErrInvalid
	}
	return R{N: all[p.N]}, nil
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
