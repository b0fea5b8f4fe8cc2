// Package middlewarechainglobal: a middleware is added to a package-level chain.
//
// Verdict: leak.
// Why: What this tenant's middleware closes over sees the requests of all tenants.
package middlewarechainglobal

import (
	"context"
	"strings"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

type handler func(ctx context.Context, body string) (string, error)

var chain []func(handler) handler

func use(m func(handler) handler) {
	chain = append(chain, m) // want leak
}

func build(h handler) handler {
	for i := len(chain) - 1; i >= 0; i-- {
		h = chain[i](h)
	}
	return h
}

// C is the component.
//
//sig:component name=middleware-chain-global scope=tenant
type C struct {
	sig.Instance

	mu  sync.Mutex
	log []string
}

//sig:activate
func (c *C) activate(ctx context.Context) error {
	use(func(next handler) handler {
		return func(ctx context.Context, body string) (string, error) {
			c.mu.Lock()
			c.log = append(c.log, body)
			c.mu.Unlock()
			return next(ctx, body)
		}
	})
	return nil
}

//sig:runnable desc="one call"
func (c *C) Serve(ctx context.Context, p P) (R, error) {
	out, err := build(func(_ context.Context, b string) (string, error) { return strings.ToUpper(b), nil })(ctx, p.V)
	return R{V: out}, err
}

//sig:runnable desc="one call"
func (c *C) Tail(ctx context.Context) (R, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return R{V: strings.Join(c.log, "\n")}, nil
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
