// Package sharedchannel: a queue in a shared component
package sharedchannel

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=shared-channel scope=shared
type C struct {
	sig.Instance
	queue chan string
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	c.queue <- p.V // want SIG706
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
