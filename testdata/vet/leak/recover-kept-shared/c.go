// Package recoverkeptshared: what a panic carried is kept in a shared component
package recoverkeptshared

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is shared.
//
//sig:component name=recover-kept-shared scope=shared
type C struct {
	sig.Instance
	last string
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.last
	func() {
		defer func() {
			if x := recover(); x != nil {
				c.last = x.(string) // want SIG706
			}
		}()
		panic(p.V)
	}()
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
