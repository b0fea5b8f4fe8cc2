// Package httpclientliteral: an http.Client of one's own.
//
// Verdict: leak.
// Why: The zero client uses the default transport and reaches any server.
package httpclientliteral

import (
	"context"
	"net/http"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=http-client-literal scope=tenant
type C struct {
	sig.Instance

	client http.Client
}

//sig:runnable desc="one call"
func (c *C) Ping(ctx context.Context, p P) (R, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodHead, p.V, nil)
	if err != nil {
		return R{}, err
	}
	resp, err := c.client.Do(req) // want leak
	if err != nil {
		return R{}, err
	}
	return R{N: resp.StatusCode}, resp.Body.Close()
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
