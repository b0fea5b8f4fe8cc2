// Package sharederrorreturned: an error that a shared component holds is returned, and counts
package sharederrorreturned

import (
	"context"
	sig "github.com/sigen-dev/sigen/runtime"
	"strconv"
)

type cnt struct{ n int }

func (x *cnt) String() string {
	x.n++
	return ""
}
func (x *cnt) Error() string {
	x.n++
	return ""
}

// C is the component.
//
//sig:component name=shared-error-returned scope=shared
type C struct {
	sig.Instance
	n error
	k *cnt
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.k = &cnt{}
	c.n = c.k
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := strconv.Itoa(c.k.n)
	if p.V == "x" {
		return R{}, c.n // want SIG706
	}
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
