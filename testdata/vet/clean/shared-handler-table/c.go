// Package sharedhandlertable: handlers in a table, plain and with what the component knows, fill the caller's own response
package sharedhandlertable

import (
	"context"
	"errors"

	sig "github.com/sigen-dev/sigen/runtime"
)

type resp struct {
	body string
	head map[string]string
}

func hello(w *resp, p P) { w.head["n"] = p.K; w.body = "hello " + p.V }

// C is one.
//
//sig:component name=shared-handler-table scope=shared
type C struct {
	sig.Instance
	ops map[string]func(*resp, P)
	t   map[string]string
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.t = map[string]string{"a": "b"}
	c.ops = map[string]func(*resp, P){"hello": hello, "look": func(w *resp, p P) { w.body = c.t[p.V] }}
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	op := c.ops[p.K]
	if op == nil {
		return R{}, errors.New("none")
	}
	w := &resp{head: map[string]string{}}
	op(w, p)
	return R{V: w.body + w.head["n"]}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
	K string `json:"k"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
