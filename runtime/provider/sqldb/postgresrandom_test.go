//go:build services

package sqldb

import (
	"context"
	"testing"
)

// The server keeps the state of random() in a session through DISCARD ALL. Where one session serves tenants in turn, whoever
// sets it knows what random() gives the next one, and makes of it whatever that one made before.
func TestPostgresRandomIsEachTenantsOwn(t *testing.T) {
	s := newPG(t)
	place := s.shared()
	ctx := t.Context()
	const seed, ask = "SELECT setseed(0.5)::text", "SELECT random()::text"
	raw := pgRunner(ctx, s.conn(place.login, place.database))
	must := func(text string, err error) string {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	must(raw(seed))
	known := must(raw(ask)) // whoever has the seed knows it
	must(raw(seed))
	must(raw("DISCARD ALL"))
	if got := must(raw(ask)); got != known {
		t.Errorf("a session that is reset forgets it, so that nothing is shown: %s", got)
	}
	w := s.world(func(p *Provider) { p.Connections = 1 })
	globex := w.tenant("globex").with(place.url, canary)
	acme := w.tenant("acme").with(place.url, "own")
	of := func(r *resident) string {
		t.Helper()
		return must(first(context.Background(), r.Pool, ask))
	}
	session := func(r *resident) string {
		t.Helper()
		return must(first(ctx, r.Pool, "SELECT pg_backend_pid()::text"))
	}
	if session(acme) != session(globex) {
		t.Error("the tenants have sessions of their own, so that nothing is shown")
	}
	must(first(ctx, acme.Pool, seed))
	if got := of(globex); got == known {
		t.Errorf("globex's random() is what acme knows: %s", got)
	}
	if a, b := of(acme), of(globex); a == b {
		t.Errorf("both are given %s", a)
	}
}
