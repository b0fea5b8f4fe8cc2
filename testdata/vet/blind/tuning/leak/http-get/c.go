// Package httpget: a plain http.Get.
//
// Verdict: leak.
// Why: The request goes around the tenant's HTTP handle, also to what other tenants serve on
// localhost.
package httpget

import (
	"context"
	"io"
	"net/http"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=http-get scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Fetch(ctx context.Context, p P) (R, error) {
	resp, err := http.Get(p.V) // want leak
	if err != nil {
		return R{}, err
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
	return R{V: string(b), N: resp.StatusCode}, err
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
