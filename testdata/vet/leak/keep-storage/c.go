// Package keepstorage: a handle put into a package variable
package keepstorage

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var files sig.Storage

// C is the component.
//
//sig:component name=keep-storage scope=tenant
type C struct {
	sig.Instance
	Files sig.Storage `sig:"requires"`
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	files = c.Files // want SIG705
	return nil
}

//sig:runnable desc="one call"
func (c *C) Read(ctx context.Context, p P) (R, error) {
	b, err := files.Get(ctx, p.K)
	return R{V: string(b)}, err
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
