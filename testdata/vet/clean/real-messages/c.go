// Package realmessages: a subject router, as with nats.go
package realmessages

import (
	"context"
	"fmt"
	"strconv"

	sig "github.com/sigen-dev/sigen/runtime"
)

type msg struct {
	subject string
	data    []byte
}

type handlerFunc func(ctx context.Context, m *msg) ([]byte, error)

type router struct{ routes map[string]handlerFunc }

func (r *router) handle(subject string, h handlerFunc) {
	if r.routes == nil {
		r.routes = map[string]handlerFunc{}
	}
	r.routes[subject] = h
}

func (r *router) serve(ctx context.Context, m *msg) ([]byte, error) {
	h, ok := r.routes[m.subject]
	if !ok {
		return nil, fmt.Errorf("no responders for %q", m.subject)
	}
	return h(ctx, m)
}

// C is the component.
//
//sig:component name=real-messages scope=tenant
type C struct {
	sig.Instance
	router router
	last   string
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.router.handle("echo", c.echo)
	c.router.handle("len", func(_ context.Context, m *msg) ([]byte, error) {
		return strconv.AppendInt(nil, int64(len(m.data)), 10), nil
	})
	return nil
}

func (c *C) echo(_ context.Context, m *msg) ([]byte, error) {
	c.last = string(m.data)
	return m.data, nil
}

//sig:runnable desc="one call"
func (c *C) Send(ctx context.Context, p P) (R, error) {
	out, err := c.router.serve(ctx, &msg{p.K, []byte(p.V)})
	return R{V: string(out)}, err
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
