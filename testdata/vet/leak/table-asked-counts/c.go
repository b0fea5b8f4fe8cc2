// Package tableaskedcounts: what a table holds counts how often it is asked for its name
package tableaskedcounts

import (
	"context"
	"fmt"
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

type up struct{ n int }

func (u *up) Name() string { u.n++; return fmt.Sprint(u.n) }

var table = []step{&up{}}

// C is the component.
//
//sig:component name=table-asked-counts scope=tenant
type C struct {
	sig.Instance
	n int
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := ""
	_ = slices.ContainsFunc(table, func(s step) bool { old = s.Name(); return true }) // want SIG701
	return R{old}, nil
}
