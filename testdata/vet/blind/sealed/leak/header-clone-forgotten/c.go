// Package headercloneforgotten: common headers are sent with a token added.
//
// Verdict: leak.
// Why: The map literal in the package is the one that Header refers to, so the next tenant sends
// this tenant's token.
package headercloneforgotten

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var common = map[string][]string{"User-Agent": {"shop/1.0"}}

// C is the component.
//
//sig:component name=header-clone-forgotten scope=tenant
type C struct {
	sig.Instance

	HTTP  sig.HTTP        `sig:"requires"`
	Creds sig.Credentials `sig:"requires"`
}

//sig:runnable desc="one call"
func (c *C) Send(ctx context.Context, p P) (R, error) {
	req := sig.HTTPRequest{Method: "POST", URL: p.K, Header: common, Body: []byte(p.V)}
	tok, err := c.Creds.Get(ctx, "token")
	if err == nil {
		req.Header["Authorization"] = []string{"Bearer " + tok.Reveal()} // want leak
	}
	resp, err := c.HTTP.Do(ctx, req)
	if err != nil {
		return R{}, err
	}
	return R{N: resp.Status}, nil
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
