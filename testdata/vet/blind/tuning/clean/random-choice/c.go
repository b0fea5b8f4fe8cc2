// Package randomchoice: a random pick with math/rand/v2 and a seeded local source.
//
// Verdict: proved.
package randomchoice

import (
	"context"
	"strings"

	"math/rand/v2"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=random-choice scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Pick(ctx context.Context, p P) (R, error) {
	words := strings.Fields(p.V)
	if len(words) == 0 {
		return R{}, sig.ErrInvalid
	}
	if p.N != 0 {
		r := rand.New(rand.NewPCG(uint64(p.N), 7))
		r.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
		return R{V: words[0]}, nil
	}
	return R{V: words[rand.IntN(len(words))]}, nil
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
