// Package ownhttpclient: a client of one's own
package ownhttpclient

import (
	"context"
	"net/http"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=own-http-client scope=tenant
type C struct {
	sig.Instance
	client *http.Client // want SIG703
}

//sig:runnable desc="one call"
func (c *C) Get(ctx context.Context, p P) (R, error) {
	if c.client == nil {
		c.client = &http.Client{Timeout: time.Second} // want SIG703
	}
	res, err := c.client.Get(p.K) // want SIG703
	if err != nil {
		return R{}, err
	}
	return R{N: res.StatusCode}, res.Body.Close()
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
