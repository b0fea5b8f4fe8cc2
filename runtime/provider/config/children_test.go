package config

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

// lister keeps what a listener's view lists while a change is being judged.
type lister struct {
	at   string
	seen []string
	deny bool
}

func (l *lister) Prepare(_ []sig.ConfigChange, view sig.ConfigView) (func(), error) {
	l.seen = view.(sig.ConfigLister).Children(l.at)
	if l.deny {
		return nil, errors.New("no")
	}
	return func() {}, nil
}

// Children are those of every layer, of that path alone, and a judge sees those to come.
func TestChildren(t *testing.T) {
	file := filepath.Join(t.TempDir(), "c.yaml")
	writeFile(t, file, `
defaults:
  app: {limits: {cpu: 1}}
tenants:
  acme:
    app:
      limits: {cpu: 2, disk: 3}
      limits-x: {no: 1}
  acmex:
    app: {limits: {no: 1}}
`)
	s := openStore(t, options{File: file, Quiet: time.Hour, // this test reads the file itself
		Environ: []string{"SIGEN__TENANTS__ACME__APP__LIMITS__ENV=1"}})
	l := &lister{at: "tenants.acme.app.limits"}
	detach, err := s.attach(l)
	must(t, err)
	defer detach()
	is := func(what string, got []string, want string) {
		t.Helper()
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %q, want %q", what, got, want)
		}
	}
	is("file and environment", s.Children(l.at), "cpu disk env")
	is("defaults", s.Children("defaults.app.limits"), "cpu")
	is("near the root", s.Children("tenants.acme"), "app")
	is("no parent", s.Children("tenants.acme.app.limits.cpu"), "")
	must(t, s.set("host", l.at+".net.in", "1"))
	is("to come", l.seen, "cpu disk env net")
	is("set", s.Children(l.at), "cpu disk env net")
	is("deeper", s.Children(l.at+".net"), "in")
	must(t, s.set("host", "tenants.acmex.app.limits.other", "1"))
	is("another tenant", s.Children(l.at), "cpu disk env net")
	must(t, s.setMany("host", map[string]string{l.at + ".a": "1", l.at + ".b": "1"}))
	is("many to come", l.seen, "a b cpu disk env net")
	must(t, s.delete("host", l.at+".net.in"))
	is("to go", l.seen, "a b cpu disk env")
	must(t, s.set("host", l.at+".cpu", "9"))
	must(t, s.delete("host", l.at+".cpu")) // the file's shows again
	is("deleted, but in the file", l.seen, "a b cpu disk env")
	l.deny = true
	if err := s.set("host", l.at+".refused", "1"); err == nil {
		t.Error("not refused")
	}
	is("refused", s.Children(l.at), "a b cpu disk env")
	l.deny = false
	writeFile(t, file, "tenants: {acme: {app: {limits: {mem: 1}}}}\n")
	s.reload()
	is("a new file to come", l.seen, "a b env mem")
	is("a new file", s.Children(l.at), "a b env mem")
}

// The index of deep parents says what a look at every path says.
func TestChildrenIndex(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	tr, all := newTree(), map[string]bool{}
	roots := []string{"tenants.a", "tenants.b", "defaults", "shared"}
	for range 4000 {
		p := roots[rng.IntN(len(roots))]
		for range 1 + rng.IntN(5) {
			p += fmt.Sprintf(".%c", 'a'+rng.IntN(3))
		}
		if rng.IntN(2) == 0 {
			tr.set(p, leaf{})
			all[p] = true
		} else {
			tr.delete(p)
			delete(all, p)
		}
		parent := p[:strings.LastIndexByte(p, '.')]
		want := map[string]bool{}
		for q := range all {
			if name, ok := childOf(q, parent); ok {
				want[name] = true
			}
		}
		got := map[string]bool{}
		tr.children(parent, got)
		if !slices.Equal(sorted(got), sorted(want)) {
			t.Fatalf("%s: %v, want %v", parent, sorted(got), sorted(want))
		}
	}
	for p := range all {
		tr.delete(p)
	}
	for i := range tr.shards {
		if n := len(tr.shards[i].deep); n != 0 {
			t.Errorf("%d parents without a path", n)
		}
	}
}
