// Package atksparecapacity: three-index slice leaves room behind its length
package atksparecapacity

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var base = make([]byte, 4, 64)

// C is the component.
//
//sig:component name=atk-spare-capacity scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	s := append(base[:4:32], p.V...) // want SIG701
	return R{V: string(s[:cap(s)])}, nil
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
