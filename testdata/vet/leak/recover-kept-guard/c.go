// Package recoverkeptguard: what a panic carried is kept by a method that is deferred
package recoverkeptguard

import (
	"context"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is shared.
//
//sig:component name=recover-kept-guard scope=shared
type C struct {
	sig.Instance
	last string
}

func (c *C) guard() {
	if x := recover(); x != nil {
		c.last = fmt.Sprint(x) // want SIG706
	}
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.last
	c.work(p)
	return R{V: old}, nil
}

func (c *C) work(p P) {
	defer c.guard()
	panic(p.V)
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
