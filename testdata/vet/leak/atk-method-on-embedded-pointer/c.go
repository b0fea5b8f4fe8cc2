// Package atkmethodonembeddedpointer: a struct of the component embeds the package's cell
package atkmethodonembeddedpointer

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type cell struct{ last string }

func (c *cell) swap(v string) string {
	old := c.last
	c.last = v
	return old
}

var one = &cell{}

type local struct{ *cell }

// C is the component.
//
//sig:component name=atk-method-on-embedded-pointer scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	l := local{one}
	return R{V: l.swap(p.V)}, nil // want SIG701
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
