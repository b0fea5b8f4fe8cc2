// Package stdout: what is printed is seen by all
package stdout

import (
	"context"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=stdout scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Show(ctx context.Context, p P) error {
	fmt.Println(p.V) // want SIG711
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
