// Package advlocalstructmethod: a local struct whose method writes what it holds
package advlocalstructmethod

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type writer struct{ to map[string]string }

func (w writer) set(k, v string) { w.to[k] = v }

var m = map[string]string{}

// C is the component.
//
//sig:component name=adv-local-struct-method scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	w := writer{to: m}
	w.set(p.K, p.V) // want SIG701
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
