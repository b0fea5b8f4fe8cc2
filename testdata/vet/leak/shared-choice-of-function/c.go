// Package sharedchoiceoffunction: which function counts in a shared component, a caller chooses
package sharedchoiceoffunction

import (
	"context"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is shared.
//
//sig:component name=shared-choice-of-function scope=shared
type C struct {
	sig.Instance
	n int
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.n
	f := map[bool]func(){true: func() { c.n++ }, false: func() {}}[p.V == "a"] // want SIG706
	f()
	return R{V: fmt.Sprint(old)}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
