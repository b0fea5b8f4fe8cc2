// Package heldchainofhandlers: functions that are handlers ask handlers that are functions, and the last one counts
package heldchainofhandlers

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type handler interface{ handle(v string) string }

type handlerFunc func(v string) string

func (f handlerFunc) handle(v string) string { return f(v) }

func guard(next handler) handler {
	return handlerFunc(func(v string) string {
		if v == "" {
			return ""
		}
		return next.handle(v)
	})
}

func counter() handler {
	n := ""
	return handlerFunc(func(string) string {
		n += "x"
		return n
	})
}

// C is the component.
//
//sig:component name=held-chain-of-handlers scope=shared
type C struct {
	sig.Instance
	h handler
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.h = guard(counter())
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	return R{V: c.h.handle(p.V)}, nil // want SIG706
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
