// Package copyinto: copy into a part of a table
package copyinto

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var buf = make([]byte, 64)

// C is the component.
//
//sig:component name=copy-into scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	n := copy(buf[8:], p.V) // want SIG701
	return R{V: string(buf[:n])}, nil
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
