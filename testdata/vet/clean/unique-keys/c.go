// Package uniquekeys: interned strings
package uniquekeys

import (
	"context"
	"unique"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=unique-keys scope=tenant
type C struct {
	sig.Instance
	seen map[unique.Handle[string]]int
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	if c.seen == nil {
		c.seen = map[unique.Handle[string]]int{}
	}
	h := unique.Make(p.V)
	c.seen[h]++
	return R{N: c.seen[h], V: h.Value()}, nil
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
