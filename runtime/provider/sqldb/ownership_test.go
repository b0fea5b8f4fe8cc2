package sqldb

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ncruces/go-sqlite3"
	sig "github.com/sigen-dev/sigen/runtime"
)

// naiveOpen joins a path to a directory and reads the first secret, as programs do.
// fold stands for a file system that ignores case.
func naiveOpen(dir, path string, fold bool) string {
	file := filepath.Join(dir, path)
	if fold {
		file = filepath.Join(dir, strings.ToLower(path))
	}
	if filepath.IsAbs(path) {
		file = path
	}
	c, err := sqlite3.OpenFlags(file, sqlite3.OPEN_READWRITE)
	if err != nil {
		return ""
	}
	defer c.Close()
	text, _ := rawRunner(c)("SELECT text FROM secrets")
	return text
}

func TestOtherTenantsFile(t *testing.T) {
	link := func(dir string) error { return os.Symlink("globex.db", filepath.Join(dir, "link.db")) }
	for _, c := range []struct {
		name, path string
		prepare    func(dir string) error
		fold       bool
		want       error
	}{
		{"by its path", "globex.db", nil, false, sig.ErrScope},
		{"in other case", "GLOBEX.db", nil, true, sig.ErrScope},
		{"by a symbolic link", "link.db", link, false, sig.ErrScope},
		{"by a hard link", "hard.db", func(dir string) error {
			return os.Link(filepath.Join(dir, "globex.db"), filepath.Join(dir, "hard.db"))
		}, false, sig.ErrScope},
		{"by a linked directory", "sub/globex.db", func(dir string) error {
			return os.Symlink(".", filepath.Join(dir, "sub"))
		}, false, sig.ErrScope},
		{"out of the directory by a link", "away/globex.db", func(dir string) error {
			return os.Symlink(filepath.Join("..", "elsewhere"), filepath.Join(dir, "away"))
		}, false, sig.ErrScope},
		{"out of the directory by a linked file", "away.db", func(dir string) error {
			return os.Symlink(filepath.Join("..", "elsewhere", "globex.db"), filepath.Join(dir, "away.db"))
		}, false, sig.ErrScope},
		{"by traversal", "../elsewhere/globex.db", nil, false, sig.ErrScope},
		{"by traversal through a name", "x/../globex.db", func(dir string) error { return os.Mkdir(filepath.Join(dir, "x"), 0o700) }, false, sig.ErrScope},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t, nil)
			// Closed, so that all of it is in the one file.
			w.tenant("globex").on("sqlite:globex.db", canary).end()
			elsewhere := filepath.Join(filepath.Dir(w.Dir), "elsewhere")
			if err := os.Mkdir(elsewhere, 0o700); err != nil {
				t.Fatal(err)
			}
			if err := CopyFile(t.Context(), filepath.Join(w.Dir, "globex.db"), filepath.Join(elsewhere, "globex.db")); err != nil {
				t.Fatal(err)
			}
			if c.prepare != nil {
				if err := c.prepare(w.Dir); err != nil {
					t.Fatal(err)
				}
			}
			if got := naiveOpen(w.Dir, c.path, c.fold); got != canary {
				t.Errorf("the naive program withstands: %q", got)
			}
			acme := w.tenant("acme").on("sqlite:acme.db", "own")
			u, err := mint(acme.scope, "sqlite:"+c.path)
			if err == nil {
				err = acme.Use(t.Context(), u)
			}
			wantCode(t, err, c.want)
			if err != nil && (strings.Contains(err.Error(), w.Dir) || strings.Contains(err.Error(), "globex")) {
				t.Errorf("the error tells too much: %v", err)
			}
			if got := acme.text("SELECT text FROM secrets"); got != "own" {
				t.Errorf("after a refused Use acme reads %q", got)
			}
			globex := w.tenant("globex")
			if err := globex.Use(t.Context(), globex.url("sqlite:globex.db")); err != nil {
				t.Fatal(err)
			}
			if got := globex.text("SELECT text FROM secrets"); got != canary {
				t.Errorf("globex reads %q", got)
			}
		})
	}
}

func TestURLOfAnotherTenant(t *testing.T) {
	w := newWorld(t, nil)
	globex := w.tenant("globex").on("sqlite:globex.db", canary)
	acme := w.tenant("acme").on("sqlite:acme.db", "own")
	wantCode(t, acme.Use(t.Context(), globex.url("sqlite:globex.db")), sig.ErrScope)
	// Not even for a database that nobody has, nor for its own by globex's grant.
	unowned := acme.Use(t.Context(), globex.url("sqlite:nobody.db"))
	owned := acme.Use(t.Context(), globex.url("sqlite:globex.db"))
	wantCode(t, unowned, sig.ErrScope)
	if unowned.Error() != owned.Error() {
		t.Errorf("errors tell databases apart: %v, %v", unowned, owned)
	}
	wantCode(t, acme.Use(t.Context(), globex.url("sqlite:acme.db")), sig.ErrScope)
	shared := w.scoped(scopeOf("", "", "billing", "main"))
	wantCode(t, shared.Use(t.Context(), globex.url("sqlite:globex.db")), sig.ErrScope)
	wantCode(t, acme.Use(t.Context(), shared.url("sqlite:acme.db")), sig.ErrScope)
	var forged URL
	if err := forged.DecodeSetting(sig.SettingValue{}); err == nil {
		t.Error("an empty setting makes a URL")
	}
}

func TestTenantsInstancesShare(t *testing.T) {
	w := newWorld(t, nil)
	w.instance("acme", "one").on("sqlite:acme.db", "own")
	two := w.instance("acme", "two")
	if err := two.Use(t.Context(), two.url("sqlite:ACME.db")); err != nil {
		t.Fatal(err)
	}
	if got := two.text("SELECT text FROM secrets"); got != "own" {
		t.Errorf("the other instance reads %q", got)
	}
	if err := os.Link(filepath.Join(w.Dir, "acme.db"), filepath.Join(w.Dir, "again.db")); err != nil {
		t.Fatal(err)
	}
	wantCode(t, two.Use(t.Context(), two.url("sqlite:again.db")), sig.ErrScope)
}

// A recreated tenant does not meet its predecessor's database while that is there.
func TestNextIncarnation(t *testing.T) {
	w := newWorld(t, nil)
	acme := w.tenant("acme").on("sqlite:acme.db", "old")
	acme.end()
	next := w.scoped(scopeOf("acme", "2", "shop", "acme-shop"))
	wantCode(t, next.Use(t.Context(), next.url("sqlite:acme.db")), sig.ErrScope)
	if err := w.Purge(t.Context(), acme.scope); err != nil {
		t.Fatal(err)
	}
	next.on("sqlite:acme.db", "new")
}

func TestOwnersSurviveRestart(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "db")
	set := func(p *Provider) { p.Dir = dir }
	w := newWorld(t, set)
	globex := w.tenant("globex").on("sqlite:globex.db", canary)
	globex.end()
	if err := w.deactivate(context.Background()); err != nil {
		t.Fatal(err)
	}
	w = newWorld(t, set)
	acme := w.tenant("acme")
	wantCode(t, acme.Use(t.Context(), acme.url("sqlite:globex.db")), sig.ErrScope)
	globex = w.tenant("globex")
	if err := globex.Use(t.Context(), globex.url("sqlite:globex.db")); err != nil {
		t.Fatal(err)
	}
	if got := globex.text("SELECT text FROM secrets"); got != canary {
		t.Errorf("globex reads %q", got)
	}
	// A second process, here a second provider, sees the same owners.
	other := newWorld(t, set)
	acme = other.tenant("acme")
	wantCode(t, acme.Use(t.Context(), acme.url("sqlite:globex.db")), sig.ErrScope)
}

func TestRemainsAndPurge(t *testing.T) {
	w := newWorld(t, nil)
	ctx := t.Context()
	one := w.instance("acme", "one").on("sqlite:shared.db", "a").on("sqlite:one.db", "a")
	two := w.instance("acme", "two").on("sqlite:shared.db", "a")
	globex := w.tenant("globex").on("sqlite:globex.db", canary)
	all, _ := scopeOf("acme", "1", "", "")

	remains := func(s sig.Scope) string {
		t.Helper()
		names, err := w.Remains(ctx, s)
		if err != nil {
			t.Fatal(err)
		}
		return strings.Join(names, " ")
	}
	wantCode(t, w.Purge(ctx, one.scope), sig.ErrBusy)
	one.end()
	if got := remains(one.scope); !strings.Contains(got, "one.db") || !strings.Contains(got, "shared.db") || strings.Contains(got, "globex") {
		t.Errorf("remains of one: %q", got)
	}
	if err := w.Purge(ctx, one.scope); err != nil {
		t.Fatal(err)
	}
	if got := remains(one.scope); got != "" {
		t.Errorf("remains of one after Purge: %q", got)
	}
	if got := two.text("SELECT text FROM secrets"); got != "a" {
		t.Errorf("the other instance reads %q", got)
	}
	two.end()
	if err := w.Purge(ctx, all); err != nil {
		t.Fatal(err)
	}
	if got := remains(all); got != "" {
		t.Errorf("remains of acme after Purge: %q", got)
	}
	files, _ := os.ReadDir(w.Dir)
	for _, f := range files {
		if name := f.Name(); !strings.HasPrefix(name, "globex.db") && !strings.HasPrefix(name, registryFile) {
			t.Errorf("%s is left", name)
		}
	}
	if got := globex.text("SELECT text FROM secrets"); got != canary {
		t.Errorf("globex reads %q", got)
	}
	// The name is free again, and its next owner finds nothing.
	hooli := w.tenant("hooli").on("sqlite:shared.db", "h")
	if got := hooli.text("SELECT count(*) FROM secrets"); got != "1" {
		t.Errorf("hooli finds %s rows", got)
	}
	_, err := w.Remains(ctx, sig.Scope{})
	wantCode(t, err, sig.ErrDenied)
	wantCode(t, w.Purge(ctx, sig.Scope{}), sig.ErrDenied)
}

func TestLookingMakesNothing(t *testing.T) {
	w := newWorld(t, nil)
	acme := w.tenant("acme")
	if _, err := w.Remains(t.Context(), acme.scope); err != nil {
		t.Fatal(err)
	}
	if err := w.Purge(t.Context(), acme.scope); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(w.Dir); err == nil {
		t.Error("the directory is there before a database is used")
	}
}

func TestMemoryIsPrivateToTheScope(t *testing.T) {
	w := newWorld(t, nil)
	one := w.instance("acme", "one").on("sqlite::memory:", "1")
	two := w.instance("acme", "two").on("sqlite::memory:", "2")
	globex := w.instance("globex", "one").on("sqlite::memory:", canary)
	for _, r := range []struct {
		*resident
		want string
	}{{one, "1"}, {two, "2"}, {globex, canary}} {
		if got := r.text("SELECT text FROM secrets"); got != r.want {
			t.Errorf("%s reads %q, want %q", r.scope.Namespace(), got, r.want)
		}
	}
	// It stays while the pool is idle, and is gone with it.
	w.start().budget.mu.Lock()
	w.start().budget.idleFor = 0
	w.start().budget.mu.Unlock()
	w.start().budget.reap()
	if got := one.text("SELECT text FROM secrets"); got != "1" {
		t.Errorf("after idling it reads %q", got)
	}
	one.end()
	again := w.instance("acme", "one")
	if err := again.Use(t.Context(), again.url("sqlite::memory:")); err != nil {
		t.Fatal(err)
	}
	_, err := again.Query(t.Context(), "SELECT text FROM secrets")
	wantCode(t, err, sig.ErrInvalid)
}

func TestNoDatabase(t *testing.T) {
	w := newWorld(t, nil)
	acme := w.tenant("acme").on("sqlite:acme.db", "own")
	for name, prepare := range map[string]func(string) error{
		"text.db":   func(f string) error { return os.WriteFile(f, []byte(strings.Repeat("no database ", 99)), 0o600) },
		"folder.db": func(f string) error { return os.Mkdir(f, 0o700) },
		"gone.db":   func(f string) error { return os.Symlink("nowhere.db", f) },
	} {
		if err := prepare(filepath.Join(w.Dir, name)); err != nil {
			t.Fatal(err)
		}
		err := acme.Use(t.Context(), acme.url("sqlite:"+name))
		if err == nil || strings.Contains(err.Error(), w.Dir) {
			t.Errorf("%s: %v", name, err)
		}
	}
	wantCode(t, acme.Use(t.Context(), acme.url("sqlite:new.db?create=no")), sig.ErrNotFound)
	if got := acme.text("SELECT text FROM secrets"); got != "own" {
		t.Errorf("afterwards acme reads %q", got)
	}
	if s := w.Stats(); s.Databases != 1 || s.InUse != 0 {
		t.Errorf("refused databases stay open: %+v", s)
	}
}

// A claim that is interrupted once its file is there has recorded whose it is, so a purge finds it.
func TestInterruptedClaim(t *testing.T) {
	w := newWorld(t, nil)
	w.tenant("acme").on("sqlite:acme.db", "own") // makes the directory and its registry
	e := w.start().engines["sqlite"].(*sqlite)
	dir, owners, err := e.use()
	if err != nil {
		t.Fatal(err)
	}
	by := claimant{Owner: "somebody", Namespace: "n"}
	ctx, cancel := context.WithCancel(t.Context())
	create := func(path string) (fileID, error) {
		id, err := dir.identify(path, false)
		cancel()
		return id, err
	}
	if _, err := owners.claim(ctx, "half.db", by, create, dir.current); err == nil {
		t.Fatal("the claim was not interrupted, so nothing is shown")
	}
	if got := dir.files("half.db"); len(got) == 0 {
		t.Fatal("no file was made, so nothing is shown")
	}
	if _, err := owners.claim(t.Context(), "half.db", claimant{Owner: "another", Namespace: "m"}, func(path string) (fileID, error) { return dir.identify(path, false) }, dir.current); !errors.Is(err, sig.ErrScope) {
		t.Errorf("another owner takes it: %v", err)
	}
	if err := e.Purge(t.Context(), claimant{Owner: "somebody"}, func(string) bool { return false }); err != nil {
		t.Fatal(err)
	}
	if got := dir.files("half.db"); len(got) > 0 {
		t.Errorf("the purge left %v", got)
	}
}
