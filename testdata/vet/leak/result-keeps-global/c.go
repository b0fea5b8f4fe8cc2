// Package resultkeepsglobal: a result leads to a table
package resultkeepsglobal

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var table = map[string]string{"a": "b"}

// C is the component.
//
//sig:component name=result-keeps-global scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="all"
func (c *C) All(ctx context.Context) (All, error) {
	return All{M: table}, nil // want SIG702
}

// All is a result.
type All struct {
	M map[string]string `json:"m"`
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
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
