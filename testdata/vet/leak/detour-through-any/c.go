// Package detourthroughany: a value comes back out of a container
package detourthroughany

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var box = []any{map[string]int{}}

// C is the component.
//
//sig:component name=detour-through-any scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Count(ctx context.Context, p P) error {
	for _, v := range box {
		if m, ok := v.(map[string]int); ok {
			m[p.K]++ // want SIG701
		}
	}
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
