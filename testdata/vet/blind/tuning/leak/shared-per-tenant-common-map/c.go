// Package sharedpertenantcommonmap: per-tenant states share one map.
//
// Verdict: leak.
// Why: Each tenant's state gets the component's map on first use and writes into it.
package sharedpertenantcommonmap

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type prefs struct{ m map[string]string }

var initial = map[string]string{"lang": "en"}

// C is the component.
//
//sig:component name=shared-per-tenant-common-map scope=shared
type C struct {
	sig.Instance

	per sig.PerTenant[prefs]
}

//sig:runnable desc="one call"
func (c *C) Set(ctx context.Context, p P) (R, error) {
	st, err := c.per.Get(ctx)
	if err != nil {
		return R{}, err
	}
	if st.m == nil {
		st.m = initial
	}
	old := st.m[p.K]
	st.m[p.K] = p.V // want leak
	return R{V: old}, nil
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
