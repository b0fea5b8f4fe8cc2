// Package urlbuilding: an address is put together
package urlbuilding

import (
	"context"
	"net/url"

	sig "github.com/sigen-dev/sigen/runtime"
)

var base = mustURL("https://example.com/api/")

func mustURL(s string) *url.URL {
	u, err := url.Parse(s)
	if err != nil {
		panic(err)
	}
	return u
}

// C is the component.
//
//sig:component name=url-building scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	u := base.JoinPath(p.K)
	q := u.Query()
	q.Set("v", p.V)
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
