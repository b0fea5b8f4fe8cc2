// Package advinitcapability: a value read from the environment at start
package advinitcapability

import (
	"context"
	"os"

	sig "github.com/sigen-dev/sigen/runtime"
)

var region = os.Getenv("REGION") // want SIG703

// C is the component.
//
//sig:component name=adv-init-capability scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Region(ctx context.Context) (R, error) { return R{V: region}, nil }

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
}
