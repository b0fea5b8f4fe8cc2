// Package observerlist: observers behind an interface.
//
// Verdict: leak.
// Why: notify reaches the instances of all tenants with what one of them was sent.
package observerlist

import (
	"context"
	"strings"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

type observer interface{ changed(key, value string) }

type subject struct {
	mu  sync.Mutex
	obs []observer
}

func (s *subject) attach(o observer) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.obs = append(s.obs, o) // want leak
}

func (s *subject) notify(k, v string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, o := range s.obs {
		o.changed(k, v)
	}
}

var changes subject

// C is the component.
//
//sig:component name=observer-list scope=tenant
type C struct {
	sig.Instance

	mu   sync.Mutex
	seen []string
}

func (c *C) changed(k, v string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.seen = append(c.seen, k+"="+v)
}

//sig:activate
func (c *C) activate(ctx context.Context) error {
	changes.attach(c)
	return nil
}

//sig:runnable desc="one call"
func (c *C) Set(ctx context.Context, p P) error {
	changes.notify(p.K, p.V)
	return nil
}

//sig:runnable desc="one call"
func (c *C) Seen(ctx context.Context) (R, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return R{V: strings.Join(c.seen, "\n")}, nil
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
