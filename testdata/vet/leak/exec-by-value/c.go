// Package execbyvalue: a function value of another package kept in a table
package execbyvalue

import (
	"context"
	"os"

	sig "github.com/sigen-dev/sigen/runtime"
)

var tools = map[string]func(string) string{
	"env": os.Getenv, // want SIG703
}

// C is the component.
//
//sig:component name=exec-by-value scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Get(ctx context.Context, p P) (R, error) {
	if f := tools["env"]; f != nil {
		return R{V: f(p.K)}, nil
	}
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
