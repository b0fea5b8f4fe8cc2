// Package recovererrorkept: an error that came of a panic is kept in a shared component
package recovererrorkept

import (
	"context"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is shared.
//
//sig:component name=recover-error-kept scope=shared
type C struct {
	sig.Instance
	last error
}

func try(f func()) (err error) {
	defer func() {
		if x := recover(); x != nil {
			err = fmt.Errorf("failed: %v", x)
		}
	}()
	f()
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := fmt.Sprint(c.last)
	c.last = try(func() { panic(p.V) }) // want SIG706
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
