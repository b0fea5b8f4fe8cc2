// Package blinddeferrecovershared: a shared component keeps what it recovered
package blinddeferrecovershared

import (
	"context"
	"errors"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=blind-defer-recover-shared scope=shared
type C struct {
	sig.Instance
	last any
}

func (c *C) Do(ctx context.Context, p P) (err error) {
	defer func() {
		if r := recover(); r != nil {
			c.last = r
			err = errors.New("failed")
		}
	}()
	if p.N < 0 {
		panic(p.V)
	}
	c.last = fmt.Sprint(p.N) // want SIG706
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
