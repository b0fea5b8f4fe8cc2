// Package clientholder: the service locator of a helper type.
//
// Verdict: leak.
// Why: The locator is package state and keeps the last instance's logger and HTTP handle.
package clientholder

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

type services struct {
	log  sig.Logger
	http sig.HTTP
}

var locator struct {
	sync.Mutex
	s services
}

// C is the component.
//
//sig:component name=client-holder scope=tenant
type C struct {
	sig.Instance

	HTTP sig.HTTP `sig:"requires"`
}

//sig:activate
func (c *C) activate(ctx context.Context) error {
	locator.Lock()
	defer locator.Unlock()
	locator.s = services{log: c.Log(), http: c.HTTP} // want leak
	return nil
}

func fetch(ctx context.Context, url string) (int, error) {
	locator.Lock()
	s := locator.s
	locator.Unlock()
	resp, err := s.http.Do(ctx, sig.HTTPRequest{Method: "GET", URL: url})
	if err != nil {
		return 0, err
	}
	return resp.Status, nil
}

//sig:runnable desc="one call"
func (c *C) Fetch(ctx context.Context, p P) (R, error) {
	n, err := fetch(ctx, p.V)
	return R{N: n}, err
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
