// Package sharedprintedfixed: a method counts how often the component prints its value; with what a caller sent, in the call alone
package sharedprintedfixed

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
//sig:component name=shared-printed-fixed scope=shared
type C struct {
	sig.Instance
	last string
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.last
	n, own := 0, 0
	fmt.Sprintf("%v", counter{&n})
	c.last = strconv.Itoa(n)
	text := fmt.Sprintf("%v "+p.V, counter{&own})
	return R{V: old + text + strconv.Itoa(own)}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
