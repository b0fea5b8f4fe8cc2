// Package oncedofirstwins: lazy initialisation with the first caller's locale.
//
// Verdict: leak.
// Why: once.Do captures p, so the first tenant to call decides for all.
package oncedofirstwins

import (
	"cmp"
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

var (
	localeOnce sync.Once
	locale     string
)

// C is the component.
//
//sig:component name=once-do-first-wins scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Locale(ctx context.Context, p P) (R, error) {
	localeOnce.Do(func() {
		locale = cmp.Or(p.K, "en") // want leak
	})
	return R{V: locale}, nil
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
