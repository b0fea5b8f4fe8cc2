// Package defaulttransporttweak: the default HTTP transport is tuned.
//
// Verdict: leak.
// Why: http.DefaultTransport serves everybody, so this tenant's proxy sees all their requests.
package defaulttransporttweak

import (
	"context"
	"net/http"
	"net/url"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=default-transport-tweak scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) UseProxy(ctx context.Context, p P) error {
	u, err := url.Parse(p.V)
	if err != nil {
		return err
	}
	http.DefaultTransport.(*http.Transport).Proxy = http.ProxyURL(u) // want leak
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
