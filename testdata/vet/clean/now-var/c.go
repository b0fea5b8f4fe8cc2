// Package nowvar: the clock as a variable
package nowvar

import (
	"context"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

var now = time.Now

// C is the component.
//
//sig:component name=now-var scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	return R{N: int(now().Unix())}, nil
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
