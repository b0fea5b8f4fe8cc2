// Package attackgenericconstraint: the write is in a method that only a type parameter names.
//
// Verdict: leak.
// Why: touch calls T's method through its constraint; T's zero value reaches the package's map.
package attackgenericconstraint

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type toucher interface{ touch(string) int }

type hidden struct{}

var counts = map[string]int{}

func (hidden) touch(k string) int {
	counts[k]++ // want leak
	return counts[k]
}

func run[T toucher](k string) int {
	var t T
	return t.touch(k)
}

// C is the component.
//
//sig:component name=attack-generic-constraint scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Touch(ctx context.Context, p P) (R, error) { return R{N: run[hidden](p.K)}, nil }

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
