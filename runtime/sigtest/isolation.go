package sigtest

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/internal/core"
)

// isolationRounds is how often every runnable is called for each tenant: what
// one call keeps, a later one may give away.
const isolationRounds = 3

// An intruder is one of the two tenants that Isolation plays.
type intruder struct {
	name      string
	canary    string            // text that belongs to this tenant alone
	instances map[string]string // by component
}

// Isolation runs two tenants with canary data through every runnable of the
// components and fails on a crossing. Each tenant gets an instance of every tenant
// component; its canary is put into its settings, its storage and the params of
// its calls; then every answer and every error that one tenant gets is searched for the other's, and in
// a kernel of this package every line that it logs and every event that it publishes or hears too. What
// subscriptions do with an event is done before the next call. Shared components are called by both. Params are found by
// trying: what a decoder says that it expects is filled in.
//
// It proves nothing about what it did not reach; it is a net for what slips through.
func Isolation(t *testing.T, k *sig.Kernel, components ...string) {
	t.Helper()
	for _, crossing := range isolation(t, k, components) {
		t.Error(crossing)
	}
}

// isolation is Isolation with the crossings returned, so that tests can expect some.
func isolation(t *testing.T, k *sig.Kernel, components []string) (crossings []string) {
	t.Helper()
	ctx := t.Context()
	a, b := newIntruder("canary-a"), newIntruder("canary-b")
	var shared []string
	for _, c := range components {
		switch core.ScopeOfComponent(k, c) {
		case core.ScopeTenant:
			for _, in := range []*intruder{a, b} {
				name := in.name + "-" + c
				_, err := k.Add(ctx, c, name, sig.Props{"target": in.name})
				if err != nil {
					t.Fatalf("instantiating %s: %v", c, err)
				}
				in.instances[c] = name
			}
		case core.ScopeShared:
			if _, err := k.Add(ctx, c, "canary-"+c, nil); err != nil {
				t.Fatalf("instantiating %s: %v", c, err)
			}
			shared = append(shared, "canary-"+c)
		case core.ScopeNone:
			t.Fatalf("component %q is not discovered", c)
		}
	}
	if err := k.Boot(ctx); err != nil {
		t.Fatal(err)
	}
	var all []string // instances
	for _, in := range []*intruder{a, b} {
		for _, name := range in.instances {
			all = append(all, name)
		}
	}
	ear := &ear{k: k, instances: append(all, shared...), left: settling}
	calls := 0
	plant(t, k, a, b)
	for range isolationRounds {
		for _, pair := range [][2]*intruder{{a, b}, {b, a}} {
			self, other := pair[0], pair[1]
			for _, c := range components {
				name := self.instances[c]
				if name == "" {
					continue
				}
				if why := k.Why(name); why != "" {
					t.Fatalf("%s", why)
				}
				theirs := core.RunnablesOf(k, other.instances[c])
				for n, runnable := range core.RunnablesOf(k, name) {
					calls += probe(ctx, ctx, ear, runnable, theirs[n], self, other, &crossings)
				}
			}
			for _, s := range shared {
				for _, runnable := range core.RunnablesOf(k, s) {
					calls += probe(self.ctx(ctx, k), other.ctx(ctx, k), ear, runnable, runnable, self, other, &crossings)
				}
			}
		}
	}
	crossings = append(crossings, logged(t, k, a, b)...)
	if calls == 0 {
		t.Fatal("no runnable was called: name tenant or shared components")
	}
	return crossings
}

// logged searches the lines and events of each tenant for the other's canary.
func logged(t *testing.T, k *sig.Kernel, a, b *intruder) (crossings []string) {
	book, _ := books.Load(k)
	if book == nil {
		return nil // somebody else's logger
	}
	l := book.(*logbook)
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.full {
		t.Logf("only the first %d lines of logs and events were searched", bookLimit)
	}
	for _, line := range l.lines {
		for _, pair := range [][2]*intruder{{a, b}, {b, a}} {
			if self, other := pair[0], pair[1]; line.tenant == self.name && strings.Contains(line.text, other.canary) {
				crossings = append(crossings, fmt.Sprintf("%s of %s %s data of %s: %s", line.instance, self.name, line.did, other.name, line.text))
			}
		}
	}
	return crossings
}

func newIntruder(name string) *intruder {
	var raw [8]byte
	_, _ = rand.Read(raw[:]) // never fails
	return &intruder{name: name, canary: "secret-of-" + name + "-" + hex.EncodeToString(raw[:]), instances: map[string]string{}}
}

// ctx carries the identity of one of the tenant's instances; without any, a
// shared component is called by the host.
func (in *intruder) ctx(ctx context.Context, k *sig.Kernel) context.Context {
	for _, name := range in.instances {
		if as, ok := core.As(ctx, k, name); ok {
			return as
		}
	}
	return ctx
}

// plant puts each tenant's canary where its components may read it.
func plant(t *testing.T, k *sig.Kernel, tenants ...*intruder) {
	t.Helper()
	admin, _ := sig.Require(k, sig.ConfigAdminContract)
	store, _ := sig.Require(k, core.ServiceContract[sig.StorageBackend]("sig.StorageBackend"))
	for _, in := range tenants {
		if admin != nil {
			if err := admin.Set("tenants."+in.name+".canary", in.canary); err != nil {
				t.Logf("no canary in the configuration of %s: %v", in.name, err)
			}
		}
		for _, name := range in.instances {
			s, ok := core.ScopeOfInstance(k, name)
			if !ok || store == nil {
				continue
			}
			if err := sig.NewStorage(s, store).Put(t.Context(), "canary", []byte(in.canary)); err != nil {
				t.Logf("no canary in the storage of %s: %v", name, err)
			}
		}
	}
}

// probe calls one runnable as self: with its own data, which it may keep, and with
// what names the other tenant, who has just called it with data of its own.
func probe(ctx, otherCtx context.Context, e *ear, runnable, otherRunnable string, self, other *intruder, crossings *[]string) (calls int) {
	texts := []string{self.canary, "canary", other.name, other.name + "/canary", "../" + other.name + "/canary", "tenants." + other.name + ".canary"}
	for _, name := range other.instances {
		texts = append(texts, name)
	}
	for _, text := range texts {
		fit(otherCtx, e.k, otherRunnable, text, other.canary)
		e.settle()
		in, out, err := fit(ctx, e.k, runnable, text, self.canary)
		e.settle()
		calls += 2
		if bytes.Contains(out, []byte(other.canary)) {
			*crossings = append(*crossings, fmt.Sprintf("%s, called for %s with %s, answered with data of %s: %s", runnable, self.name, in, other.name, out))
		}
		if err != nil && bytes.Contains([]byte(err.Error()), []byte(other.canary)) {
			*crossings = append(*crossings, fmt.Sprintf("%s, called for %s with %s, failed with data of %s: %v", runnable, self.name, in, other.name, err))
		}
	}
	return calls
}

// settling is how long all that subscriptions do is waited for.
const settling = 10 * time.Second

// An ear knows when events have been heard.
type ear struct {
	k         *sig.Kernel
	instances []string
	left      time.Duration
}

// settle waits until every event that was published has been heard, and those that
// were published meanwhile.
func (e *ear) settle() {
	book, _ := books.Load(e.k)
	if book == nil {
		return
	}
	published := &book.(*logbook).published
	busy := func(name string) bool { return !core.Quiet(e.k, name) }
	start := time.Now()
	for time.Since(start) < e.left {
		before := published.Load()
		if !slices.ContainsFunc(e.instances, busy) && published.Load() == before {
			break
		}
		time.Sleep(50 * time.Microsecond)
	}
	e.left -= time.Since(start)
}
