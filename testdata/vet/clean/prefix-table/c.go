// Package prefixtable: prefixes parsed at start
package prefixtable

import (
	"context"
	"net/netip"
	"slices"

	sig "github.com/sigen-dev/sigen/runtime"
)

var private = []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("192.168.0.0/16")}

// C is the component.
//
//sig:component name=prefix-table scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	a, err := netip.ParseAddr(p.V)
	if err != nil {
		return R{}, err
	}
	if slices.ContainsFunc(private, func(x netip.Prefix) bool { return x.Contains(a) }) {
		return R{N: 1}, nil
	}
	return R{}, nil
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
