// Package advsharedcontract: a method of a contract keeps it
package advsharedcontract

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// API is what it answers.
//
//sig:contract name=api
type API interface {
	//sig:runnable desc="puts"
	Put(ctx context.Context, p P) error
}

// C is the component.
//
//sig:component name=adv-shared-contract scope=shared
//sig:provides API
type C struct {
	sig.Instance
	last P
}

// Put keeps.
//
//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	c.last = p // want SIG706
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
