// Package throughchannel: a pointer takes a detour through a local channel
package throughchannel

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type box struct{ v string }

var kept box

// C is the component.
//
//sig:component name=through-channel scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	ch := make(chan *box, 1)
	ch <- &kept
	b := <-ch
	was := b.v
	b.v = p.V // want SIG701
	return R{V: was}, nil
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
