// Package nearheadercloned: common headers are cloned before the token is added.
//
// Verdict: proved.
package nearheadercloned

import (
	"context"
	"net/http"

	sig "github.com/sigen-dev/sigen/runtime"
)

var common = http.Header{"User-Agent": {"shop/1.0"}, "Accept": {"application/json"}}

// C is the component.
//
//sig:component name=near-header-cloned scope=tenant
type C struct {
	sig.Instance

	HTTP  sig.HTTP        `sig:"requires"`
	Creds sig.Credentials `sig:"requires"`
}

//sig:runnable desc="one call"
func (c *C) Send(ctx context.Context, p P) (R, error) {
	tok, err := c.Creds.Get(ctx, "token")
	if err != nil {
		return R{}, err
	}
	h := common.Clone()
	h.Set("Authorization", "Bearer "+tok.Reveal())
	resp, err := c.HTTP.Do(ctx, sig.HTTPRequest{Method: http.MethodPost, URL: p.K, Header: h, Body: []byte(p.V)})
	if err != nil {
		return R{}, err
	}
	return R{V: http.Header(resp.Header).Get("Content-Type"), N: resp.Status}, nil
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
