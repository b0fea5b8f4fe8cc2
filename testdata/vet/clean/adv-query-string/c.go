// Package advquerystring: values of a URL
package advquerystring

import (
	"context"
	"net/url"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=adv-query-string scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Link(ctx context.Context, p P) (R, error) {
	u, err := url.Parse(p.V)
	if err != nil {
		return R{}, err
	}
	q := u.Query()
	q.Set("k", p.K)
	u.RawQuery = q.Encode()
	return R{V: u.String()}, nil
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
