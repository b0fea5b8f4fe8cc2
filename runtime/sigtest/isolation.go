package sigtest

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"reflect"
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
	marks     []mark            // what gives it away
	instances map[string]string // by component
}

// Isolation runs two tenants with canary data through every runnable of the
// components and fails on a crossing. Each tenant gets an instance of every tenant
// component; its canary is put into its configuration, its storage, its credentials (those in memory)
// and the params of its calls; then every answer and every error that one tenant gets, with all that the error wraps, is
// searched for the other's, and in the end what it stored. In a kernel of this package every line that it logs, every event that it publishes or hears and
// every request that it sends outside is searched too. A canary is found in any case of its letters, cut off after
// its first letters, backwards, in hexadecimal and in base64. Before any call names the other tenant, its
// name is searched for as well. What subscriptions do with an event is done before the next call. Shared components
// are called by both. Params are found by trying: what a decoder says that it expects is filled in.
//
// It proves nothing about what it did not reach; it is a net for what slips through. What it cannot tell: numbers,
// times and yes or no that come of another tenant's data, hashes of it, and what is drawn outside of the kernel.
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
	give(k, a, b)
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
	calls, namesEnd := 0, 0
	plant(t, k, a, b)
	for round := range isolationRounds {
		innocent := round == 0 // nobody has named the other tenant yet
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
					calls += probe(ctx, ctx, ear, runnable, theirs[n], self, other, innocent, &crossings)
				}
			}
			for _, s := range shared {
				for _, runnable := range core.RunnablesOf(k, s) {
					calls += probe(self.ctx(ctx, k), other.ctx(ctx, k), ear, runnable, runnable, self, other, innocent, &crossings)
				}
			}
		}
		if innocent {
			namesEnd = lines(k)
		}
	}
	crossings = append(crossings, logged(t, k, a, b, namesEnd)...)
	crossings = append(crossings, stored(t, k, a, b)...)
	if calls == 0 {
		t.Fatal("no runnable was called: name tenant or shared components")
	}
	return crossings
}

// logged searches the lines and events of each tenant for the other's canary.
// Lines before namesEnd were written when nobody had named the other.
func logged(t *testing.T, k *sig.Kernel, a, b *intruder, namesEnd int) (crossings []string) {
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
	for n, line := range l.lines {
		for _, pair := range [][2]*intruder{{a, b}, {b, a}} {
			if self, other := pair[0], pair[1]; line.tenant != self.name {
				continue
			} else if other.in(line.text) {
				crossings = append(crossings, fmt.Sprintf("%s of %s %s data of %s: %s", line.instance, self.name, line.did, other.name, line.text))
			} else if n < namesEnd && strings.Contains(line.text, other.name) {
				crossings = append(crossings, fmt.Sprintf("%s of %s %s the name of %s: %s", line.instance, self.name, line.did, other.name, line.text))
			}
		}
	}
	return crossings
}

// lines is how many lines a logbook has.
func lines(k *sig.Kernel) int {
	book, _ := books.Load(k)
	if book == nil {
		return 0
	}
	l := book.(*logbook)
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.lines)
}

// stored searches the storage of each tenant at the end.
func stored(t *testing.T, k *sig.Kernel, a, b *intruder) (crossings []string) {
	store, _ := sig.Require(k, core.ServiceContract[sig.StorageBackend]("sig.StorageBackend"))
	if store == nil {
		return nil
	}
	for _, pair := range [][2]*intruder{{a, b}, {b, a}} {
		self, other := pair[0], pair[1]
		for _, name := range self.instances {
			s, ok := core.ScopeOfInstance(k, name)
			if !ok {
				continue
			}
			objects := sig.NewStorage(s, store)
			for key, err := range objects.List(t.Context(), "") {
				if err != nil {
					t.Logf("the storage of %s was not searched: %v", name, err)
					break
				}
				data, _ := objects.Get(t.Context(), key)
				if text := key + ": " + string(data); other.in(text) {
					crossings = append(crossings, fmt.Sprintf("%s stored data of %s: %s", name, other.name, text))
				}
			}
		}
	}
	return crossings
}

// A mark is a text that only one tenant's data holds.
type mark struct {
	text string
	fold bool // in any case
}

// markLength is how many letters of a canary give it away, which are its first ones: so it is
// found where no more of it fits.
const markLength = 10

func newIntruder(name string) *intruder {
	secret := strings.ToLower(rand.Text()[:markLength])
	in := &intruder{name: name, canary: secret + "-secret-of-" + name, instances: map[string]string{}}
	backwards := []byte(secret)
	slices.Reverse(backwards)
	in.marks = []mark{{secret, true}, {string(backwards), true}, {hex.EncodeToString([]byte(secret)), true}}
	for _, coding := range []*base64.Encoding{base64.StdEncoding, base64.URLEncoding} {
		for before := range 3 { // the bytes before it shift the code
			coded := coding.EncodeToString([]byte(strings.Repeat("-", before) + secret))
			whole := (before + markLength) / 3 * 4
			in.marks = append(in.marks, mark{coded[(before*8+5)/6 : whole], false})
		}
	}
	return in
}

// in reports whether a text gives data of the tenant away.
func (in *intruder) in(text string) bool {
	folded := strings.ToLower(text)
	for _, m := range in.marks {
		if m.fold && strings.Contains(folded, m.text) || !m.fold && strings.Contains(text, m.text) {
			return true
		}
	}
	return false
}

// chain is the text of an error with everything that it wraps, and their fields.
func chain(err error) string {
	var b strings.Builder
	var add func(err error, depth int)
	add = func(err error, depth int) {
		if err == nil || depth > 100 {
			return
		}
		fmt.Fprintf(&b, "%v %+v\n", err, fields(err))
		switch err := err.(type) {
		case interface{ Unwrap() error }:
			add(err.Unwrap(), depth+1)
		case interface{ Unwrap() []error }:
			for _, e := range err.Unwrap() {
				add(e, depth+1)
			}
		}
	}
	add(err, 0)
	return b.String()
}

// fields is the struct of an error, which fmt prints field by field, whatever its Error says.
func fields(err error) (text string) {
	v := reflect.ValueOf(err)
	for v.Kind() == reflect.Pointer && !v.IsNil() {
		v = v.Elem()
	}
	if v.Kind() != reflect.Struct {
		return ""
	}
	for i := range v.NumField() {
		if f := v.Field(i); f.Kind() == reflect.String {
			text += " " + f.String()
		} else if f.Kind() == reflect.Slice && f.Type().Elem().Kind() == reflect.Uint8 {
			text += " " + string(f.Bytes())
		}
	}
	return text
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

// give has the credentials in memory answer every key of a tenant with its canary.
func give(k *sig.Kernel, tenants ...*intruder) {
	source, _ := sig.Require(k, core.ServiceContract[sig.CredentialSource]("sig.CredentialSource"))
	c, ok := source.(*credentials)
	if !ok {
		return // somebody else's
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.anything = map[string]string{}
	for _, in := range tenants {
		c.anything[in.name] = in.canary
	}
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
func probe(ctx, otherCtx context.Context, e *ear, runnable, otherRunnable string, self, other *intruder, innocent bool, crossings *[]string) (calls int) {
	texts := []string{self.canary, "canary"}
	if !innocent {
		texts = append(texts, other.name, other.name+"/canary", "../"+other.name+"/canary", "tenants."+other.name+".canary")
		for _, name := range other.instances {
			texts = append(texts, name)
		}
	}
	for _, text := range texts {
		theirs := text
		if text == self.canary {
			theirs = other.canary
		}
		fit(otherCtx, e.k, otherRunnable, theirs, other.canary)
		e.settle()
		in, out, err := fit(ctx, e.k, runnable, text, self.canary)
		e.settle()
		calls += 2
		failure := chain(err)
		switch {
		case other.in(string(out)):
			*crossings = append(*crossings, fmt.Sprintf("%s, called for %s with %s, answered with data of %s: %s", runnable, self.name, in, other.name, out))
		case other.in(failure):
			*crossings = append(*crossings, fmt.Sprintf("%s, called for %s with %s, failed with data of %s: %s", runnable, self.name, in, other.name, failure))
		case innocent && strings.Contains(string(out)+failure, other.name):
			*crossings = append(*crossings, fmt.Sprintf("%s, called for %s with %s, named %s: %s%s", runnable, self.name, in, other.name, out, failure))
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
