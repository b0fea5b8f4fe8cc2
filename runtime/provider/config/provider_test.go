package config

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/internal/core"
)

func activate(t *testing.T, p *Provider) *Provider {
	t.Helper()
	must(t, p.activate(t.Context()))
	t.Cleanup(func() { must(t, p.deactivate(t.Context())) })
	return p
}

func scope(t *testing.T, tenant, instance string) sig.Scope {
	component := "c"
	if instance == "" {
		component = ""
	}
	s, end := core.NewTestScope(tenant, "1", component, instance)
	t.Cleanup(end)
	return s
}

func TestProviderWithoutProperties(t *testing.T) {
	t.Setenv("SIGEN__TENANTS__ACME__DB__PLAN", "pro")
	p := activate(t, new(Provider))
	must(t, p.Set("tenants.acme.db.size", "7"))
	must(t, p.Set("defaults.db.region", "eu"))
	must(t, p.Set("tenants.globex.db.secret", "canary"))
	c, err := p.Open(t.Context(), scope(t, "acme", "acme-db"))
	must(t, err)
	if got := c.String("db.plan", "") + c.String("db.region", "") + fmt.Sprint(c.Int("db.size", 0)); got != "proeu7" {
		t.Errorf("%q", got)
	}
	for _, key := range []string{"tenants.globex.db.secret", "..globex.db.secret", "globex.db.secret", "db/../../globex/db/secret", ""} {
		if got := c.String(key, "none"); got != "none" {
			t.Errorf("key %q reads %q", key, got)
		}
	}
	must(t, p.health(t.Context()))
	if got := p.Explain("tenants.globex.db.secret"); len(got) != 1 || got[0].Value != redacted {
		t.Errorf("%+v", got)
	}
}

func TestProviderOutsideItsLife(t *testing.T) {
	p := new(Provider)
	if _, ok := p.Get("shared.a"); ok || p.Version() != 0 || p.History("shared.a") != nil || p.Explain("shared.a") != nil {
		t.Error("values before activation")
	}
	for range p.Watch(t.Context(), "") {
		t.Error("an event before activation")
	}
	check := func(when string) {
		t.Helper()
		_, attachErr := p.Attach(&judge{})
		if when == "after" {
			attachErr = sig.ErrInstanceGone // by then its store answers; TestStoppedStore has the rest
		}
		for name, err := range map[string]error{
			"set": p.Set("shared.a", "1"), "many": p.SetMany(map[string]string{"shared.a": "1"}), "delete": p.Delete("shared.a"),
			"rollback": p.Rollback(0), "retire": p.Retire("acme", "1"), "attach": attachErr,
			"purge": p.Purge(t.Context(), scope(t, "acme", "")),
		} {
			if !errors.Is(err, sig.ErrInstanceGone) {
				t.Errorf("%s activation, %s: %v", when, name, err)
			}
		}
	}
	check("before")
	must(t, p.activate(t.Context()))
	must(t, p.deactivate(t.Context()))
	must(t, p.deactivate(t.Context()))
	check("after")
	if _, err := p.Open(t.Context(), sig.Scope{}); !errors.Is(err, sig.ErrDenied) {
		t.Errorf("the zero scope: %v", err)
	}
}

func TestAdminRecordsWho(t *testing.T) {
	p := activate(t, &Provider{HistorySize: 10})
	ann := p.As("ann").As("ann@example.org")
	must(t, ann.Set("shared.a", "1"))
	must(t, ann.SetMany(map[string]string{"shared.a": "2"}))
	must(t, p.Delete("shared.a"))
	must(t, ann.Rollback(2))
	must(t, p.As(strings.Repeat("é", 200)+"\xff").Set("shared.a", "3"))
	var who []string
	for _, c := range ann.History("shared.a") {
		who = append(who, c.Who)
	}
	if got := strings.Join(who, " "); got != "ann@example.org ann@example.org host ann@example.org "+strings.Repeat("é", 128) {
		t.Errorf("%q", got)
	}
	if v, ok := ann.Get("shared.a"); v != "3" || !ok || ann.Version() != 5 {
		t.Errorf("%q, %v, version %d", v, ok, ann.Version())
	}
}

func TestPurge(t *testing.T) {
	dir := t.TempDir()
	p := activate(t, &Provider{State: dir, HistorySize: 100})
	must(t, p.SetMany(map[string]string{"tenants.acme.a": "canary", "tenants.acme.b.c": "canary", "tenants.acmex.a": "stays"}))
	must(t, p.Set("tenants.acme.gone", "canary"))
	must(t, p.Delete("tenants.acme.gone"))
	whole := scope(t, "acme", "")
	for name, s := range map[string]sig.Scope{"an instance": scope(t, "acme", "acme-db"), "a shared component": scope(t, "", "cache")} {
		must(t, p.Purge(t.Context(), s))
		if left, err := p.Remains(t.Context(), s); err != nil || len(left) != 0 {
			t.Errorf("%s owns %v, %v", name, left, err)
		}
	}
	if left, err := p.Remains(t.Context(), whole); err != nil || len(left) != 2 {
		t.Errorf("%v, %v", left, err)
	}
	must(t, p.Purge(t.Context(), whole))
	must(t, p.Purge(t.Context(), whole))
	if left, err := p.Remains(t.Context(), whole); err != nil || len(left) != 0 {
		t.Errorf("%v, %v", left, err)
	}
	if h := append(p.History("tenants.acme.a"), p.History("tenants.acme.gone")...); len(h) != 0 {
		t.Errorf("history %+v", h)
	}
	must(t, p.Rollback(0))
	if _, ok := p.Get("tenants.acme.a"); ok {
		t.Error("a rollback brings back what was purged")
	}
	must(t, p.Rollback(1))
	wantValue(t, p, "tenants.acmex.a", "stays")
	for _, s := range []sig.Scope{{}} {
		if err := p.Purge(t.Context(), s); !errors.Is(err, sig.ErrDenied) {
			t.Errorf("the zero scope: %v", err)
		}
		if _, err := p.Remains(t.Context(), s); !errors.Is(err, sig.ErrDenied) {
			t.Errorf("the zero scope: %v", err)
		}
	}
	p.store.Load().wg.Wait() // for the compaction
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	must(t, err)
	for _, f := range files {
		if strings.Contains(readFile(t, f), "canary") {
			t.Errorf("%s still holds what was purged", f)
		}
	}
}

// Compaction runs beside writers and readers, bounds the disk, and loses nothing.
func TestCompactionUnderLoad(t *testing.T) {
	dir := t.TempDir()
	s := openStore(t, options{State: dir, History: 20, CompactAt: 10_000})
	const writers, each = 8, 400
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			for i := range each {
				must(t, s.set("w", fmt.Sprintf("tenants.t%d.k%d", w, i%10), fmt.Sprint(i)))
			}
		})
	}
	wg.Wait()
	s.wg.Wait()
	must(t, s.health())
	size := int64(0)
	files, err := os.ReadDir(dir)
	must(t, err)
	for _, f := range files {
		i, err := f.Info()
		must(t, err)
		size += i.Size()
	}
	if size > 100_000 {
		t.Errorf("%d bytes on disk for %d values", size, writers*10)
	}
	must(t, s.close())
	s = openStore(t, options{State: dir, History: 20})
	if s.version.Load() != writers*each {
		t.Errorf("version %d", s.version.Load())
	}
	for w := range writers {
		for k := range 10 {
			wantValue(t, s, fmt.Sprintf("tenants.t%d.k%d", w, k), fmt.Sprint(each-10+k))
		}
	}
	if n := len(s.past.changes); n != 20 {
		t.Errorf("%d changes kept, want 20", n)
	}
}

// A disk that fails refuses writes, says so in health, and keeps what is in force.
func TestAFailingDisk(t *testing.T) {
	s := openStore(t, options{State: t.TempDir()})
	j := attach(t, s)
	must(t, s.set("host", "shared.a", "1"))
	s.mu.Lock()
	must(t, s.log.Close()) // every later append fails
	s.mu.Unlock()
	_, commits := j.counts()
	if err := s.set("host", "shared.a", "2"); err == nil || errors.Is(err, sig.ErrInvalid) {
		t.Errorf("%v", err)
	}
	if _, after := j.counts(); after != commits {
		t.Error("commit was called for a write that is not durable")
	}
	wantValue(t, s, "shared.a", "1")
	if err := s.health(); err == nil {
		t.Error("healthy")
	}
}
