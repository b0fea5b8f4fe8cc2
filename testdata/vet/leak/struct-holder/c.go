// Package structholder: a map kept in a local struct
package structholder

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var m = map[string]string{}

type holder struct{ in map[string]string }

func wrap() *holder { return &holder{in: m} }

// C is the component.
//
//sig:component name=struct-holder scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	h := wrap()
	h.in[p.K] = p.V // want SIG701
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
