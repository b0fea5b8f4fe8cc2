// Package functionvalueofos: a reference, not a call
package functionvalueofos

import (
	"context"
	"os"

	sig "github.com/sigen-dev/sigen/runtime"
)

var open = os.Open // want SIG703

// C is the component.
//
//sig:component name=function-value-of-os scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Read(ctx context.Context, p P) (R, error) {
	f, err := open(p.K)
	if err != nil {
		return R{}, err
	}
	defer f.Close()
	return R{V: f.Name()}, nil
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
