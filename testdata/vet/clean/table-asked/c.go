// Package tableasked: a table of what has names, in which one is looked for
package tableasked

import (
	"context"
	"slices"

	sig "github.com/sigen-dev/sigen/runtime"
)

// P is what a caller sends.
type P struct {
	K string `json:"k"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}

type step interface{ Name() string }

type up struct{ name string }

func (u *up) Name() string { return u.name }

var table = []step{&up{"a"}, &up{"b"}}

// C is the component.
//
//sig:component name=table-asked scope=tenant
type C struct {
	sig.Instance
	n int
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	i := slices.IndexFunc(table, func(s step) bool { return s.Name() == p.K })
	if i < 0 {
		return R{}, nil
	}
	return R{table[i].Name()}, nil
}
