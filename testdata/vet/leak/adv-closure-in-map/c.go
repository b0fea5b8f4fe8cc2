// Package advclosureinmap: a closure out of a local table
package advclosureinmap

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var m = map[string]string{}

// C is the component.
//
//sig:component name=adv-closure-in-map scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	table := map[string]func(map[string]string){
		"set": func(x map[string]string) {
			x[p.K] = p.V // want SIG701
		},
	}
	table["set"](m)
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
