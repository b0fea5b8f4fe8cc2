// Package advaccessorinterface: an interface that an accessor returns
package advaccessorinterface

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type store interface{ put(k, v string) }

type mem struct{ m map[string]string }

func (m *mem) put(k, v string) { m.m[k] = v }

var global = &mem{m: map[string]string{}}

func get() store { return global }

// C is the component.
//
//sig:component name=adv-accessor-interface scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	get().put(p.K, p.V) // want SIG701
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
