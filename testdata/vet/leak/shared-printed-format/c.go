// Package sharedprintedformat: a format that a caller sent decides whether a method counts
package sharedprintedformat

import (
	"context"
	"fmt"
	"strconv"

	sig "github.com/sigen-dev/sigen/runtime"
)

type counter struct{ n *int }

func (x counter) String() string {
	*x.n++
	return "x"
}

// C is one.
//
//sig:component name=shared-printed-format scope=shared
type C struct {
	sig.Instance
	last string
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.last
	n := 0
	_ = fmt.Sprintf("%"+p.V, counter{&n})
	c.last = strconv.Itoa(n) // want SIG706
	return R{V: old}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
