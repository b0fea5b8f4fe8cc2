// Package attackinstancethroughanychan: the instance is sent as any.
//
// Verdict: leak.
// Why: The element type of the channel says nothing; the receiver asserts another tenant's *C.
package attackinstancethroughanychan

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var rendezvous = make(chan any, 1)

// C is the component.
//
//sig:component name=attack-instance-through-any-chan scope=tenant
type C struct {
	sig.Instance

	secret string
}

//sig:runnable desc="one call"
func (c *C) Meet(ctx context.Context, p P) (R, error) {
	if p.V != "" {
		c.secret = p.V
	}
	select {
	case x := <-rendezvous:
		return R{V: x.(*C).secret}, nil
	default:
	}
	select {
	case rendezvous <- c: // want leak
	default:
	}
	return R{}, nil
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
