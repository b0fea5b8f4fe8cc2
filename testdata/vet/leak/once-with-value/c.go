// Package oncewithvalue: the first caller decides for all
package oncewithvalue

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

var (
	once sync.Once
	conf string
)

// C is the component.
//
//sig:component name=once-with-value scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	once.Do(func() { conf = p.V }) // want SIG701
	return R{V: conf}, nil
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
