// Package selectsendglobal: a broadcast over package-level subscriber channels.
//
// Verdict: leak.
// Why: Each tenant's subscriber gets the messages of all.
package selectsendglobal

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

type broadcaster struct {
	mu   sync.Mutex
	subs map[chan string]struct{}
}

var events = &broadcaster{subs: map[chan string]struct{}{}}

func (b *broadcaster) subscribe() chan string {
	ch := make(chan string, 32)
	b.mu.Lock()
	defer b.mu.Unlock()
	b.subs[ch] = struct{}{} // want leak
	return ch
}

func (b *broadcaster) send(s string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for ch := range b.subs {
		select {
		case ch <- s:
		default:
		}
	}
}

// C is the component.
//
//sig:component name=select-send-global scope=tenant
type C struct {
	sig.Instance

	in chan string
}

//sig:activate
func (c *C) activate(ctx context.Context) error {
	c.in = events.subscribe()
	return nil
}

//sig:runnable desc="one call"
func (c *C) Say(ctx context.Context, p P) error {
	events.send(p.V)
	return nil
}

//sig:runnable desc="one call"
func (c *C) Hear(ctx context.Context) (R, error) {
	select {
	case s := <-c.in:
		return R{V: s}, nil
	case <-ctx.Done():
		return R{}, ctx.Err()
	}
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
