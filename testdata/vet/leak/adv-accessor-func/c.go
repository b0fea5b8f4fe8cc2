// Package advaccessorfunc: a function in a struct behind an accessor
package advaccessorfunc

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type hooks struct{ on func(string) }

func counting() func(string) {
	seen := map[string]int{}
	return func(s string) { seen[s]++ }
}

var installed = hooks{on: counting()}

func current() hooks { return installed }

// C is the component.
//
//sig:component name=adv-accessor-func scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	current().on(p.V) // want SIG702
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
