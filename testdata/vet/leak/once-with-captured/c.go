// Package oncewithcaptured: a once that keeps what the first tenant sent
package oncewithcaptured

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

var (
	once  sync.Once
	first string
)

// C is the component.
//
//sig:component name=once-with-captured scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) First(ctx context.Context, p P) (R, error) {
	once.Do(func() {
		first = p.V // want SIG701
	})
	return R{V: first}, nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
}
