// Package sharedfuncshuffles: a function that a shared component holds is called by the library as a caller says
package sharedfuncshuffles

import (
	"context"
	"fmt"
	sig "github.com/sigen-dev/sigen/runtime"
	"math/rand/v2"
)

// C is the component.
//
//sig:component name=shared-func-shuffles scope=shared
type C struct {
	sig.Instance
	l  []int
	sw func(int, int)
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.l = []int{1, 2, 3}
	c.sw = func(i, j int) { c.l[i], c.l[j] = c.l[j], c.l[i] }
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := fmt.Sprint(c.l)
	rand.New(rand.NewPCG(uint64(p.N), 1)).Shuffle(3, c.sw) // want SIG706
	return R{V: old}, nil
}

// P is what a caller sends.
type P struct {
	K string            `json:"k"`
	V string            `json:"v"`
	N int               `json:"n"`
	L []string          `json:"l"`
	M map[string]string `json:"m"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
