// Package atknamedmapinterface: a map type with methods behind an interface
package atknamedmapinterface

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type putter interface{ put(k, v string) string }

type table map[string]string

func (t table) put(k, v string) string {
	old := t[k]
	t[k] = v
	return old
}

var one putter = table{}

// C is the component.
//
//sig:component name=atk-named-map-interface scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	return R{V: one.put(p.K, p.V)}, nil // want SIG701
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
