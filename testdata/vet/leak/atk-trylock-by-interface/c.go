// Package atktrylockbyinterface: TryLock behind an interface
package atktrylockbyinterface

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

type trier interface {
	TryLock() bool
	Unlock()
}

var one trier = new(sync.Mutex)

// C is the component.
//
//sig:component name=atk-trylock-by-interface scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	if one.TryLock() { // want SIG722
		return R{N: 1}, nil
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
