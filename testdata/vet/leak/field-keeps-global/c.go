// Package fieldkeepsglobal: a field leads to a table
package fieldkeepsglobal

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var table = map[string]string{"a": "b"}

// C is the component.
//
//sig:component name=field-keeps-global scope=tenant
type C struct {
	sig.Instance
	m map[string]string
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.m = table // want SIG702
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	c.m[p.K] = p.V
	return R{}, nil
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
