// Package structoffuncsstate: a struct of functions that share memory
package structoffuncsstate

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type api struct {
	set func(string)
	get func() string
}

func newAPI() api {
	m := map[string]string{}
	return api{set: func(s string) { m["x"] = s }, get: func() string { return m["x"] }}
}

var shared = newAPI()

// C is the component.
//
//sig:component name=struct-of-funcs-state scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	was := shared.get() // want SIG702
	shared.set(p.V)
	return R{V: was}, nil
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
