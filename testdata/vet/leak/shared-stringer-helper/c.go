// Package sharedstringerhelper: a Stringer that a shared component holds is printed by a helper if a caller says so
package sharedstringerhelper

import (
	"context"
	"fmt"
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
func show(x any, on bool) {
	if on {
		_ = fmt.Sprint(x) // want SIG706
	}
}

// C is the component.
//
//sig:component name=shared-stringer-helper scope=shared
type C struct {
	sig.Instance
	n *cnt
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.n = &cnt{}
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := strconv.Itoa(c.n.n)
	show(c.n, p.V == "x")
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
