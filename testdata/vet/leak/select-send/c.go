// Package selectsend: a send inside a select
package selectsend

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var bus = make(chan string, 1)

// C is the component.
//
//sig:component name=select-send scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	select {
	case bus <- p.V: // want SIG701
	case <-ctx.Done():
		return ctx.Err()
	}
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
