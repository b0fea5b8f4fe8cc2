package config

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	sig "github.com/sigen-dev/sigen/runtime"
)

func readFile(t testing.TB, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	must(t, err)
	return string(data)
}

// reloader is a store on a file whose readings are explicit: the watch has a test
// of its own.
func reloader(t *testing.T, text string, environ ...string) (s *store, file string) {
	t.Helper()
	file = filepath.Join(t.TempDir(), "c.yaml")
	writeFile(t, file, text)
	s = openStore(t, options{Environ: environ})
	s.o.File = file
	must(t, s.takeFile())
	return s, file
}

func TestReload(t *testing.T) {
	s, file := reloader(t, "shared: {a: 1, b: 1, c: 1, d: 1, gone: 1}\n", "SIGEN__SHARED__C=env")
	must(t, s.set("host", "shared.b", "set"))
	j := attach(t, s)
	ctx := t.Context()
	events := s.watch(ctx, "")
	writeFile(t, file, "shared: {a: 2, b: 2, c: 2, d: 1, new: 1}\n")
	s.reload()
	wantValue(t, s, "shared.a", "2")
	wantValue(t, s, "shared.b", "set")
	wantValue(t, s, "shared.c", "env")
	wantValue(t, s, "shared.new", "1")
	wantNone(t, s, "shared.gone")
	j.agrees("shared.a", "shared.gone", "shared.new")
	if len(j.mirror) != 2 { // a and new; gone is deleted; b and c are hidden
		t.Errorf("the listener was told of %v", j.mirror)
	}
	var got []string
	for e := range events {
		if got = append(got, e.Path); len(got) == 3 {
			break
		}
	}
	if strings.Join(got, " ") != "shared.a shared.gone shared.new" {
		t.Errorf("events %v", got)
	}
	must(t, s.delete("host", "shared.b"))
	wantValue(t, s, "shared.b", "2")
	p, _ := j.counts()
	s.reload()
	if after, _ := j.counts(); after != p {
		t.Error("reading the same file again asks the listener")
	}
}

func TestABadFileKeepsTheOldState(t *testing.T) {
	s, file := reloader(t, "defaults:\n  db:\n    a: 1\nshared: {x: 1}\n")
	var logged []string
	s.o.Log = func(level int, msg string, attrs ...sig.Attr) { logged = append(logged, attrs[0].Value) }
	j := attach(t, s)
	for _, c := range []struct{ text, want string }{
		{"shared: [", "c.yaml:"},
		{"shared: {x: 2}\nnope: 1\n", "c.yaml:2:1:"},
		{"shared: {x: 2}\ndefaults:\n  db:\n    a: bad\n", "c.yaml:4:8:"}, // refused by the listener
	} {
		writeFile(t, file, c.text)
		s.reload()
		err := s.health()
		if err == nil || !strings.Contains(err.Error(), c.want) || len(logged) == 0 || !strings.Contains(logged[len(logged)-1], c.want) {
			t.Errorf("%q: health %v, logged %q", c.text, err, logged)
		}
		wantValue(t, s, "shared.x", "1")
		wantValue(t, s, "defaults.db.a", "1")
	}
	must(t, os.Remove(file))
	s.reload()
	if err := s.health(); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a missing file: %v", err)
	}
	wantValue(t, s, "shared.x", "1")
	writeFile(t, file, "defaults:\n  db:\n    a: 1\nshared: {x: 1}\n") // back to what is in force
	s.reload()
	if err := s.health(); err != nil {
		t.Errorf("after the repair: %v", err)
	}
	writeFile(t, file, "shared: {x: 3}\n")
	s.reload()
	wantValue(t, s, "shared.x", "3")
	j.agrees("shared.x")
}

// A refusal that names a tenant's path is located where the default stands.
func TestARefusedDefaultIsLocated(t *testing.T) {
	s, file := reloader(t, "defaults: {a: 1}\n")
	detach, err := s.attach(refuser{})
	must(t, err)
	defer detach()
	writeFile(t, file, "defaults:\n  x: 0\n  a: 2\n")
	s.reload()
	if err := s.health(); err == nil || !strings.Contains(err.Error(), "c.yaml:3:6: sig: invalid: tenants.acme.a: no") {
		t.Errorf("%v", err)
	}
}

type refuser struct{}

func (refuser) Prepare([]sig.ConfigChange, sig.ConfigView) (func(), error) {
	return nil, &sig.Error{Code: sig.CodeInvalid, Path: "tenants.acme.a", Expected: "no"}
}

func TestAChangedFileIsNoticed(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "c.yaml")
	writeFile(t, file, "shared: {a: 1}\n")
	s := openStore(t, options{File: file})
	events := s.watch(t.Context(), "shared.a")
	writeFile(t, file+"~", "shared: {a: 2}\n")
	must(t, os.Rename(file+"~", file))
	for e := range events {
		if e.Value != "2" {
			t.Errorf("%+v", e)
		}
		break
	}
	wantValue(t, s, "shared.a", "2")
}

func TestBadStarts(t *testing.T) {
	dir := t.TempDir()
	bad := filepath.Join(dir, "bad.yaml")
	writeFile(t, bad, "shared:\n  A: 1\n")
	state := filepath.Join(dir, "state")
	held := openStore(t, options{State: state})
	for name, c := range map[string]struct {
		o    options
		want string
	}{
		"no file":         {options{File: filepath.Join(dir, "none.yaml")}, "none.yaml"},
		"no folder":       {options{File: filepath.Join(dir, "no", "c.yaml")}, "file"},
		"bad file":        {options{File: bad}, "bad.yaml:2:3:"},
		"bad variable":    {options{Environ: []string{"SIGEN__NOPE__A=canary"}}, "SIGEN__NOPE__A"},
		"bad pattern":     {options{SecretPaths: "["}, "secret-paths"},
		"negative number": {options{History: -1}, "history"},
		"state in use":    {options{State: state}, "in use"},
		"state is a file": {options{State: bad}, "state"},
	} {
		s, err := open(c.o.filled())
		if err == nil {
			s.close()
			t.Errorf("%s: accepted", name)
			continue
		}
		if !errors.Is(err, sig.ErrInvalid) || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "canary") {
			t.Errorf("%s: %v", name, err)
		}
	}
	must(t, held.close())
}
