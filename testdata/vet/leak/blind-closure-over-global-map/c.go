// Package blindclosureoverglobalmap: a function that returns a setter over what it is given
package blindclosureoverglobalmap

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

func setter(m map[string]string) func(string, string) {
	return func(k, v string) { m[k] = v }
}

var m = map[string]string{}

// C is the component.
//
//sig:component name=blind-closure-over-global-map scope=tenant
type C struct {
	sig.Instance
	set func(string, string)
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.set = setter(m) // want SIG702
	return nil
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	c.set(p.K, p.V)
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
