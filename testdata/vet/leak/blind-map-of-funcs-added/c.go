// Package blindmapoffuncsadded: a table that a method extends
package blindmapoffuncsadded

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var handlers = map[string]func(string) string{}

// C is the component.
//
//sig:component name=blind-map-of-funcs-added scope=tenant
type C struct {
	sig.Instance
	prefix string
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	handlers[c.Target()] = func(s string) string { return c.prefix + s } // want SIG701
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	if h := handlers[p.K]; h != nil {
		return R{V: h(p.V)}, nil
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
