// Package realsessionstore: sessions are kept behind an interface with a default.
//
// Verdict: leak.
// Why: Option structs without a store get the package's memory store, where another tenant's session
// id is valid too.
package realsessionstore

import (
	"context"
	"sync"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

// store keeps sessions.
type store interface {
	load(id string) (session, bool)
	save(s session)
}

type session struct {
	id, user string
	expires  time.Time
}

type memory struct {
	mu sync.Mutex
	m  map[string]session
}

func (m *memory) load(id string) (session, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	s, ok := m.m[id]
	if ok && time.Now().After(s.expires) {
		delete(m.m, id)
		return session{}, false
	}
	return s, ok
}

func (m *memory) save(s session) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.m[s.id] = s // want leak
}

type config struct {
	store store
	ttl   time.Duration
}

type option func(*config)

func withTTL(d time.Duration) option { return func(c *config) { c.ttl = d } }

var defaultStore store = &memory{m: make(map[string]session)}

func newConfig(opts ...option) config {
	c := config{store: defaultStore, ttl: time.Hour}
	for _, o := range opts {
		o(&c)
	}
	return c
}

// Login begins a session.
type Login struct {
	User string `json:"user" sig:"min=1"`
	ID   string `json:"id" sig:"min=8"`
}

// Who is the user of a session.
type Who struct {
	User string `json:"user"`
}

// Sessions keeps who is logged in.
//
//sig:component name=real-session-store scope=tenant
type Sessions struct {
	sig.Instance

	cfg config
}

//sig:activate
func (s *Sessions) activate(ctx context.Context) error {
	s.cfg = newConfig(withTTL(30 * time.Minute))
	return nil
}

// Begin begins a session.
//
//sig:runnable desc="Begin a session"
func (s *Sessions) Begin(ctx context.Context, l Login) error {
	s.cfg.store.save(session{id: l.ID, user: l.User, expires: time.Now().Add(s.cfg.ttl)})
	return nil
}

// Resume tells whose session it is.
//
//sig:runnable desc="Whose session?"
func (s *Sessions) Resume(ctx context.Context, l Login) (Who, error) {
	got, ok := s.cfg.store.load(l.ID)
	if !ok {
		return Who{}, sig.ErrNotFound
	}
	return Who{User: got.user}, nil
}
