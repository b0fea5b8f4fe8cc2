// Package sharedprintedindex: a caller chooses which of several values is printed, and the String of one counts
package sharedprintedindex

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

// C is the component.
//
//sig:component name=shared-printed-index scope=shared
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
	args := []any{1, c.n}
	_ = fmt.Sprint(args[p.N&1]) // want SIG706
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
