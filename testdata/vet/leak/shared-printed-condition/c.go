// Package sharedprintedcondition: the component's own value counts how often it is printed, and a caller decides whether it is
package sharedprintedcondition

import (
	"context"
	"fmt"
	"strconv"

	sig "github.com/sigen-dev/sigen/runtime"
)

type counter struct{ n int }

func (x *counter) String() string {
	x.n++
	return strconv.Itoa(x.n)
}

// C is one.
//
//sig:component name=shared-printed-condition scope=shared
type C struct {
	sig.Instance
	n *counter
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.n = &counter{}
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	var x any = c.n
	old := c.n.n
	if p.V == "x" {
		_ = fmt.Sprint(x) // want SIG706
	}
	return R{V: strconv.Itoa(old)}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
