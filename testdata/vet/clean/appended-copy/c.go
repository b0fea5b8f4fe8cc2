// Package appendedcopy: append to nil copies
package appendedcopy

import (
	"context"
	"sort"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

var base = []string{"a", "b"}

// C is the component.
//
//sig:component name=appended-copy scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) With(ctx context.Context, p P) (R, error) {
	all := append([]string(nil), base...)
	all = append(all, p.V)
	sort.Strings(all)
	return R{V: strings.Join(all, ",")}, nil
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
