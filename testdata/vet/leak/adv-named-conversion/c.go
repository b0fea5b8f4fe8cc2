// Package advnamedconversion: a conversion to another map type
package advnamedconversion

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type table map[string]string

func (t table) set(k, v string) { t[k] = v }

var m = map[string]string{}

// C is the component.
//
//sig:component name=adv-named-conversion scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	table(m).set(p.K, p.V) // want SIG701
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
