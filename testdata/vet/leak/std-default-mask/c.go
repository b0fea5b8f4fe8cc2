// Package stddefaultmask: writes a mask that everybody is given
package stddefaultmask

import (
	"context"
	"net"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=std-default-mask scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	net.IPv4(1, 2, 3, 4).DefaultMask()[0] = byte(p.N) // want SIG711
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
