// Package registrybytwonames: a package-level map is filled at initialisation by another variable that leads to it
package registrybytwonames

import (
	"context"
	sig "github.com/sigen-dev/sigen/runtime"
)

type fm interface{ do(p P) int }
type a struct{ n int }

func (x *a) do(p P) int { o := x.n; x.n = p.N; return o }

type b struct{}

func (b) do(p P) int { return 1 }

type S struct{ n int }

var reg = map[string]fm{"b": b{}}
var also = reg

func init()    { put(&a{}) }
func put(f fm) { also["a"] = f }

// C is.
//
//sig:component name=registry-by-two-names scope=tenant
type C struct {
	sig.Instance
	s any
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	return R{N: reg["a"].do(p)}, nil // want SIG701
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
