package config

import (
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

func TestLayers(t *testing.T) {
	file := filepath.Join(t.TempDir(), "c.yaml")
	writeFile(t, file, "defaults:\n  db: {plan: starter, a: file}\ntenants:\n  acme:\n    db: {url: file, b: file, c: file}\n")
	s := openStore(t, options{File: file, Environ: []string{"SIGEN__TENANTS__ACME__DB__B=env", "SIGEN__TENANTS__ACME__DB__C=env"}})
	j := attach(t, s)
	wantValue(t, s, "tenants.acme.db.url", "file")
	wantValue(t, s, "tenants.acme.db.b", "env")
	must(t, s.set("host", "tenants.acme.db.c", "set"))
	wantValue(t, s, "tenants.acme.db.c", "set")
	wantNone(t, s, "tenants.acme.db.plan") // the fallback to defaults is the reader's
	must(t, s.delete("host", "tenants.acme.db.c"))
	wantValue(t, s, "tenants.acme.db.c", "env")
	must(t, s.set("host", "tenants.acme.db.d", "1"))
	must(t, s.delete("host", "tenants.acme.db.d"))
	wantNone(t, s, "tenants.acme.db.d")
	must(t, s.delete("host", "tenants.acme.db.d")) // deleting nothing is no error
	j.agrees("tenants.acme.db.d")
	if p, c := j.counts(); p != 4 || c != 4 {
		t.Errorf("%d prepares, %d commits; want 4 of each", p, c)
	}

	// Setting what shows already pins it, without a change for readers.
	must(t, s.set("host", "tenants.acme.db.url", "file"))
	if p, _ := j.counts(); p != 4 {
		t.Errorf("a listener was asked about no change")
	}
	if got := s.explain("tenants.acme.db.url"); len(got) != 2 || got[0].Layer != LayerRuntime || got[1].Layer != LayerFile {
		t.Errorf("%+v", got)
	}
	v := s.version.Load()
	must(t, s.set("host", "tenants.acme.db.url", "file"))
	if s.version.Load() != v {
		t.Error("setting the same value again takes a version")
	}
}

func TestBadWrites(t *testing.T) {
	s := openStore(t, options{})
	for path, value := range map[string]string{
		"": "", "db.url": "", "tenants.acme": "", "tenants..x": "", "tenants.Acme.x": "", "defaults": "", "tenants.acme.x.": "",
		"tenants.acme.../globex": "", strings.Repeat("a", 600): "", "shared.x": "\xff", "shared.y": strings.Repeat("v", maxValue+1),
	} {
		for name, err := range map[string]error{
			"set": s.set("host", path, value), "many": s.setMany("host", map[string]string{"shared.ok": "1", path: value}),
		} {
			var e *sig.Error
			if !errors.Is(err, sig.ErrInvalid) || !errors.As(err, &e) || e.Expected == "" {
				t.Errorf("%s %q: %v", name, path, err)
			}
		}
	}
	if s.version.Load() != 0 {
		t.Error("something was written")
	}
	wantNone(t, s, "shared.ok")
	if err := s.delete("host", "nope"); !errors.Is(err, sig.ErrInvalid) {
		t.Errorf("delete: %v", err)
	}
}

func TestRefusedChangesLeaveEverything(t *testing.T) {
	dir := t.TempDir()
	s := openStore(t, options{State: dir})
	j := attach(t, s)
	must(t, s.set("host", "shared.a", "1"))
	size := s.log.Size()
	for _, err := range []error{
		s.set("host", "shared.a", "bad"),
		s.setMany("host", map[string]string{"shared.a": "2", "shared.b": "bad"}),
	} {
		if !errors.Is(err, sig.ErrInvalid) || !errors.Is(err, errBad) {
			t.Errorf("%v", err)
		}
	}
	wantValue(t, s, "shared.a", "1")
	wantNone(t, s, "shared.b")
	if s.log.Size() != size || s.version.Load() != 1 || len(s.past.of("shared.a", s.redact)) != 1 {
		t.Error("a refused change left a trace")
	}
	j.agrees("shared.a", "shared.b")
}

func TestAListenerThatPanics(t *testing.T) {
	s := openStore(t, options{State: t.TempDir()})
	j := attach(t, s)
	j.mu.Lock()
	j.panics = true
	j.mu.Unlock()
	if err := s.set("host", "shared.a", "1"); !errors.Is(err, sig.ErrPanic) {
		t.Errorf("%v", err)
	}
	wantNone(t, s, "shared.a")
	j.mu.Lock()
	j.panics = false
	j.mu.Unlock()
	must(t, s.set("host", "shared.a", "2"))
	j.agrees("shared.a")
}

func TestOneListener(t *testing.T) {
	s := openStore(t, options{})
	j := &judge{t: t, s: s, mirror: map[string]string{}}
	detach, err := s.attach(j)
	must(t, err)
	if _, err := s.attach(j); !errors.Is(err, sig.ErrBusy) {
		t.Errorf("second listener: %v", err)
	}
	detach()
	must(t, s.set("host", "shared.a", "bad, but nobody judges"))
	detach2, err := s.attach(j)
	must(t, err)
	detach() // the first one's, again: not the second's
	if err := s.set("host", "shared.a", "bad"); err == nil {
		t.Error("detach of the first listener took the second off")
	}
	detach2()
}

func TestHistory(t *testing.T) {
	now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	file := filepath.Join(t.TempDir(), "c.yaml")
	writeFile(t, file, "shared:\n  a: low\n  api-key: filecanary\n")
	dir := t.TempDir()
	s := openStore(t, options{File: file, State: dir, Now: func() time.Time { return now }})
	must(t, s.set("ann", "shared.a", "1"))
	must(t, s.setMany("bob", map[string]string{"shared.a": "2", "shared.b": "x"}))
	must(t, s.delete("cat", "shared.a"))
	must(t, s.set("ann", "shared.api-key", "canary1"))
	must(t, s.set("ann", "shared.url", "postgres://u:canary2@h/db?x=1"))
	must(t, s.delete("ann", "shared.api-key"))
	want := []Change{
		{1, now, "ann", "shared.a", "low", "1", LayerFile, LayerRuntime},
		{2, now, "bob", "shared.a", "1", "2", LayerRuntime, LayerRuntime},
		{3, now, "cat", "shared.a", "2", "low", LayerRuntime, LayerFile},
	}
	check := func(s *store) {
		t.Helper()
		if got := s.past.of("shared.a", s.redact); !reflect.DeepEqual(got, want) {
			t.Errorf("got  %+v\nwant %+v", got, want)
		}
		secret := s.past.of("shared.api-key", s.redact)
		if len(secret) != 2 || secret[0].New != redacted || secret[0].Old != redacted || secret[1].New != redacted {
			t.Errorf("secret: %+v", secret)
		}
		if got := s.past.of("shared.url", s.redact); len(got) != 1 || got[0].New != "postgres://u:[secret]@h/db?x=1" || got[0].Old != "" {
			t.Errorf("url: %+v", got)
		}
		if text := fmt.Sprintf("%+v %+v %+v", secret, s.explain("shared.api-key"), s.explain("shared.url")); strings.Contains(text, "canary") {
			t.Errorf("a secret shows: %s", text)
		}
	}
	check(s)
	must(t, s.close())
	s = openStore(t, options{File: file, State: dir})
	check(s)
	if files, err := filepath.Glob(filepath.Join(dir, "*")); err != nil || len(files) == 0 {
		t.Fatal(files, err)
	} else {
		for _, f := range files {
			if strings.Contains(readFile(t, f), "filecanary") {
				t.Errorf("a secret of the file is in %s", f)
			}
		}
	}
}

func TestHistoryIsBounded(t *testing.T) {
	s := openStore(t, options{History: 5})
	for i := range 12 {
		must(t, s.set("host", fmt.Sprintf("shared.k%d", i%2), fmt.Sprint(i)))
	}
	if n := len(s.past.of("shared.k0", s.redact)) + len(s.past.of("shared.k1", s.redact)); n != 5 {
		t.Errorf("%d changes kept, want 5", n)
	}
	if err := s.rollback("host", 6); !errors.Is(err, sig.ErrInvalid) || !strings.Contains(err.Error(), "from 7 to 12") {
		t.Errorf("%v", err)
	}
	must(t, s.rollback("host", 7))
	wantValue(t, s, "shared.k0", "6")
	wantValue(t, s, "shared.k1", "5")
}

func TestRollback(t *testing.T) {
	file := filepath.Join(t.TempDir(), "c.yaml")
	writeFile(t, file, "shared:\n  a: low\n")
	s := openStore(t, options{File: file, State: t.TempDir()})
	j := attach(t, s)
	must(t, s.set("host", "shared.a", "1"))
	must(t, s.setMany("host", map[string]string{"shared.a": "2", "shared.b": "2"}))
	must(t, s.delete("host", "shared.a"))
	must(t, s.set("host", "shared.secret", "s1"))
	must(t, s.set("host", "shared.secret", "s2"))

	must(t, s.rollback("ann", 4))
	wantValue(t, s, "shared.secret", "s1")
	must(t, s.rollback("ann", 2))
	wantValue(t, s, "shared.a", "2")
	wantValue(t, s, "shared.b", "2")
	wantNone(t, s, "shared.secret")
	must(t, s.rollback("ann", 6)) // of a rollback
	wantValue(t, s, "shared.a", "low")
	wantValue(t, s, "shared.secret", "s1")
	must(t, s.rollback("ann", 0))
	wantValue(t, s, "shared.a", "low")
	wantNone(t, s, "shared.b")
	if v := s.version.Load(); v != 9 {
		t.Errorf("version %d, want 9", v)
	}
	if err := s.rollback("ann", 10); !errors.Is(err, sig.ErrInvalid) {
		t.Errorf("the future: %v", err)
	}
	j.agrees("shared.b", "shared.secret")

	// A value that was allowed once may be refused now.
	j2 := openStore(t, options{})
	must(t, j2.set("host", "shared.a", "bad old days"))
	must(t, j2.set("host", "shared.a", "good"))
	attach(t, j2)
	if err := j2.rollback("host", 1); !errors.Is(err, errBad) {
		t.Errorf("%v", err)
	}
	wantValue(t, j2, "shared.a", "good")
}

func TestExplain(t *testing.T) {
	now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	file := filepath.Join(t.TempDir(), "c.yaml")
	writeFile(t, file, "defaults:\n  db: {plan: starter}\ntenants:\n  acme:\n    db: {plan: pro}\n")
	s := openStore(t, options{File: file, Environ: []string{"SIGEN__DEFAULTS__DB__PLAN=basic"}, Now: func() time.Time { return now }})
	must(t, s.set("ann", "tenants.acme.db.plan", "enterprise"))
	want := []Origin{
		{"tenants.acme.db.plan", LayerRuntime, "enterprise", "version 1 by ann at 2026-01-02T03:04:05Z"},
		{"tenants.acme.db.plan", LayerFile, "pro", file + ":5:16"},
		{"defaults.db.plan", LayerEnvironment, "basic", "SIGEN__DEFAULTS__DB__PLAN"},
		{"defaults.db.plan", LayerFile, "starter", file + ":2:14"},
	}
	if got := s.explain("tenants.acme.db.plan"); !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if got := s.explain("tenants.globex.db.plan"); !reflect.DeepEqual(got, want[2:]) {
		t.Errorf("%+v", got)
	}
	if got := s.explain("tenants.acme.nothing"); got != nil {
		t.Errorf("%+v", got)
	}
}

func TestSecretPatterns(t *testing.T) {
	r, err := newRedactor("*password*|tenants.*.pin | |sh?")
	must(t, err)
	for path, want := range map[string]bool{
		"shared.db.password": true, "shared.db.my-password-2": true, "shared.password.length": false, "tenants.acme.pin": true,
		"shared.pin": false, "shared.shx": true, "shared.url": false,
	} {
		if r.secret(path) != want {
			t.Errorf("secret(%q) = %v", path, !want)
		}
	}
	// The password of a URL is none of anybody's business, also where it is not written as it must be.
	for value, want := range map[string]string{
		"postgres://u:hunter2@h/db?x=1": "postgres://u:[secret]@h/db?x=1", "postgres://u:hunter2@h/db postgres://v:hunter2@h2/db": "postgres://u:[secret]@h2/db",
		"postgres://u:hunt/er2@h/db": "postgres://u:[secret]@h/db", "postgres://u:hunt er2@h/db": "postgres://u:[secret]@h/db", "postgres://u:hunt?er2#@h/db": "postgres://u:[secret]@h/db",
		"postgres://u:hunter2@x@h/db": "postgres://u:[secret]@h/db", "postgres://u:hunter2\n@h": "postgres://u:[secret]@h", "https://:hunter2@h": "https://:[secret]@h",
		"https://h:443/x": "https://h:443/x", "mail to a@b": "mail to a@b",
	} {
		if got := r.show("shared.url", value); got != want {
			t.Errorf("%q shows as %q, want %q", value, got, want)
		}
	}
	if _, err := newRedactor("[a"); !errors.Is(err, sig.ErrInvalid) {
		t.Errorf("%v", err)
	}
}

func TestLedger(t *testing.T) {
	dir := t.TempDir()
	s := openStore(t, options{State: dir})
	inc := func(s *store, tenant, want string) {
		t.Helper()
		if got, err := s.incarnation(tenant); err != nil || got != want {
			t.Errorf("incarnation of %s is %q, %v; want %q", tenant, got, err, want)
		}
	}
	inc(s, "acme", "1")
	must(t, s.retire("acme", "1"))
	inc(s, "acme", "2")
	inc(s, "globex", "1")
	must(t, s.retire("acme", "1")) // again
	inc(s, "acme", "2")
	for _, bad := range []string{"3", "0", "", "02", "x"} {
		if err := s.retire("acme", bad); !errors.Is(err, sig.ErrInvalid) {
			t.Errorf("retire %q: %v", bad, err)
		}
	}
	if _, err := s.incarnation("../x"); !errors.Is(err, sig.ErrInvalid) {
		t.Errorf("%v", err)
	}
	must(t, s.retire("acme", "2"))
	must(t, s.close())
	s = openStore(t, options{State: dir})
	inc(s, "acme", "3")
	s.mu.Lock()
	s.compact()
	s.mu.Unlock()
	must(t, s.close())
	inc(openStore(t, options{State: dir}), "acme", "3")
}

func TestStoppedStore(t *testing.T) {
	s := openStore(t, options{State: t.TempDir()})
	must(t, s.set("host", "shared.a", "1"))
	must(t, s.close())
	for name, err := range map[string]error{
		"set": s.set("host", "shared.a", "2"), "many": s.setMany("host", map[string]string{"shared.a": "2"}), "delete": s.delete("host", "shared.a"),
		"rollback": s.rollback("host", 0), "retire": s.retire("acme", "1"), "purge": s.purge("tenants.acme"),
	} {
		if !errors.Is(err, sig.ErrInstanceGone) {
			t.Errorf("%s: %v", name, err)
		}
	}
	wantValue(t, s, "shared.a", "1")
}

func TestManyPathsInOneChange(t *testing.T) {
	s := openStore(t, options{State: t.TempDir()})
	j := attach(t, s)
	values := map[string]string{}
	for i := range 5000 {
		values[fmt.Sprintf("tenants.t%d.a", i)] = fmt.Sprint(i)
	}
	must(t, s.setMany("host", values))
	if p, c := j.counts(); p != 1 || c != 1 || s.version.Load() != 1 {
		t.Errorf("%d prepares, %d commits, version %d", p, c, s.version.Load())
	}
	if !maps.Equal(j.mirror, values) {
		t.Error("the listener was told something else")
	}
	big := map[string]string{}
	for i := range maxRecord>>20 + 1 {
		big[fmt.Sprintf("shared.k%d", i)] = strings.Repeat("v", maxValue)
	}
	if err := s.setMany("host", big); !errors.Is(err, sig.ErrInvalid) {
		t.Errorf("too much: %v", err)
	}
	wantNone(t, s, "shared.k0")
	must(t, s.set("host", "shared.k0", "1"))
}
