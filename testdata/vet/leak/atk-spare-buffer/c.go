// Package atksparebuffer: bytes.NewBuffer writes behind the length of what it gets
package atksparebuffer

import (
	"bytes"
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var base = make([]byte, 0, 64)

// C is the component.
//
//sig:component name=atk-spare-buffer scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	b := bytes.NewBuffer(base)
	b.WriteString(p.V) // want SIG701
	return R{V: string(base[:cap(base)])}, nil
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
