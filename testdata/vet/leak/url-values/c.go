// Package urlvalues: url.Values at package level
package urlvalues

import (
	"context"
	"net/url"

	sig "github.com/sigen-dev/sigen/runtime"
)

var query = url.Values{"v": {"1"}}

// C is the component.
//
//sig:component name=url-values scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	query.Set(p.K, p.V) // want SIG701
	return R{V: query.Encode()}, nil
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
