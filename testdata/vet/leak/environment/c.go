// Package environment: a variable of the process
package environment

import (
	"context"
	"os"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=environment scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Region(ctx context.Context) (R, error) {
	return R{V: os.Getenv("REGION")}, nil // want SIG703
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
}
