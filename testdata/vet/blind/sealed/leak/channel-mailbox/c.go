// Package channelmailbox: a package-level buffered channel.
//
// Verdict: leak.
// Why: What one tenant sends any other receives.
package channelmailbox

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var mailbox = make(chan string, 128)

// C is the component.
//
//sig:component name=channel-mailbox scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Post(ctx context.Context, p P) error {
	select {
	case mailbox <- p.V: // want leak
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

//sig:runnable desc="one call"
func (c *C) Fetch(ctx context.Context) (R, error) {
	select {
	case v := <-mailbox:
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
