// Package ctxsessionstruct: a session object keeps the context it was opened with.
//
// Verdict: leak.
// Why: The session outlives the call, and so does the context in it.
package ctxsessionstruct

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

type session struct {
	ctx   context.Context
	store sig.Storage
	id    string
}

func (s *session) write(v string) error { return s.store.Put(s.ctx, s.id, []byte(v)) }

// C is the component.
//
//sig:component name=ctx-session-struct scope=tenant
type C struct {
	sig.Instance

	Store    sig.Storage `sig:"requires"`
	sessions sync.Map
}

//sig:runnable desc="one call"
func (c *C) Open(ctx context.Context, p P) error {
	c.sessions.Store(p.K, &session{ctx: ctx, store: c.Store, id: p.K}) // want leak
	return nil
}

//sig:runnable desc="one call"
func (c *C) Write(ctx context.Context, p P) error {
	s, ok := c.sessions.Load(p.K)
	if !ok {
		return sig.ErrNotFound
	}
	return s.(*session).write(p.V)
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
