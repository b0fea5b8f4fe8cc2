// Package channeldetour: a pointer to package state goes through a local channel.
//
// Verdict: leak.
// Why: The goroutine-free channel hides that box is the package's.
package channeldetour

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type box struct{ v string }

var theBox box

// C is the component.
//
//sig:component name=channel-detour scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) (R, error) {
	ch := make(chan *box, 1)
	ch <- &theBox
	b := <-ch
	old := b.v
	b.v = p.V // want leak
	return R{V: old}, nil
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
