// Package sharedstorageofcaller: a shared component's own files get a caller's value
package sharedstorageofcaller

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=shared-storage-of-caller scope=shared
type C struct {
	sig.Instance
	Files sig.Storage `sig:"requires"`
}

//sig:runnable desc="one call"
func (c *C) Save(ctx context.Context, p P) error {
	return c.Files.Put(ctx, "last", []byte(p.V)) // want SIG709
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
