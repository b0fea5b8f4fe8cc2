// Package sharedaskedcounts: a question to each element counts those that a caller asks for
package sharedaskedcounts

import (
	"context"
	"fmt"
	"slices"

	sig "github.com/sigen-dev/sigen/runtime"
)

// P is what a caller sends.
type P struct {
	K  string   `json:"k"`
	Ks []string `json:"ks"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}

// C is the component.
//
//sig:component name=shared-asked-counts scope=shared
type C struct {
	sig.Instance
	n    int
	last string
	list []string
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.n
	i := slices.IndexFunc([]string{"a", "b"}, func(s string) bool {
		if s == p.K {
			c.n++ // want SIG706
		}
		return false
	})
	return R{fmt.Sprint(old, i)}, nil
}
