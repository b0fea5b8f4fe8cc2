// Package exportedsetter: a variable that an exported function changes
package exportedsetter

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var mode = "strict"

// SetMode changes it for all.
func SetMode(m string) { mode = m }

// C is the component.
//
//sig:component name=exported-setter scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Mode(ctx context.Context) (R, error) {
	return R{V: mode}, nil // want SIG702
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
}
