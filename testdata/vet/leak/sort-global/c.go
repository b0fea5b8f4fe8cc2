// Package sortglobal: sorting in place
package sortglobal

import (
	"context"
	"sort"

	sig "github.com/sigen-dev/sigen/runtime"
)

var names = []string{"b", "a"}

// C is the component.
//
//sig:component name=sort-global scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) First(ctx context.Context) (R, error) {
	sort.Strings(names) // want SIG701
	return R{V: names[0]}, nil
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
}
