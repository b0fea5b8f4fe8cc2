// Package handlebychannel: a handle sent through a channel of the package
package handlebychannel

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var handles = make(chan sig.Storage, 8)

// C is the component.
//
//sig:component name=handle-by-channel scope=tenant
type C struct {
	sig.Instance
	Files sig.Storage `sig:"requires"`
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	select {
	case handles <- c.Files: // want SIG705
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
