// Package channelany: a map that goes through a channel
package channelany

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var m = map[string]string{}

// C is the component.
//
//sig:component name=channel-any scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	ch := make(chan any, 1)
	ch <- m
	x := (<-ch).(map[string]string)
	x[p.K] = p.V // want SIG701
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
