// Package channelbetweentenants: a channel that two instances share
package channelbetweentenants

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var mail = make(chan string, 16)

// C is the component.
//
//sig:component name=channel-between-tenants scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Send(ctx context.Context, p P) error {
	mail <- p.V // want SIG701
	return nil
}

//sig:runnable desc="one call"
func (c *C) Receive(ctx context.Context) (R, error) {
	select {
	case v := <-mail: // want SIG701
		return R{V: v}, nil
	default:
		return R{}, nil
	}
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
