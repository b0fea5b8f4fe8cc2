package attack

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/internal/attack/victim"
	"github.com/sigen-dev/sigen/runtime/internal/core"
)

// hostileKeys are meant to leave the scope, or to be taken for another key.
func hostileKeys() []string {
	keys := []string{
		"", "/", ".", "..", "...", "./canary", "../canary", "../globex-suspect/canary", "../../suspect/globex-suspect/canary",
		"../../../../globex/1/instances/suspect/globex-suspect/canary", "../../../globex/1/tenant/canary",
		"a/../../globex-suspect/canary", "a/..", "a//b", "a/./b", "a/", "/canary", "/tenants/globex/1/tenant/canary",
		"tenants/globex/1/instances/suspect/globex-suspect/canary", "globex-suspect/canary", "globex/canary",
		`..\globex-suspect\canary`, `C:\canary`, `\\?\canary`, "C:canary", "canary:stream",
		"%2e%2e/globex-suspect/canary", "..%2fglobex-suspect%2fcanary", "%2e%2e%2f%2e%2e", "=2e=2e/globex-suspect/canary", "=2e=2e",
		"\uff0e\uff0e/globex-suspect/canary", "..\u2215globex-suspect\u2215canary", "\u2024\u2024/canary", "..\u0000/canary",
		"canary\x00", "canary\n", "can\tary", "\x7f", "canary\u202e", "\u200bcanary", "\ufeffcanary",
		"Canary", "CANARY", "canary.", "canary ", " canary", ".canary", "canary~1", "CANARY~1.TXT", "con", "NUL", "aux.txt", "lpt1",
		"stra\u00dfe", "strasse", "STRASSE", "\u00e9", "e\u0301", "\u212a", "k", "K", "\u0130", "i", "\u0131", "\u017f", "s", "\ufb01", "fi",
		"a.b", "a_b", "a-b", "a=b", "a=2eb", "a.2eb", "a/b", "a=2fb", "a+b", "a b", "a%20b",
		"\xff\xfe", "a\xc3", "tenants.globex.suspect.note", "..globex.suspect.note", "globex.suspect.note", "suspect..note", ".note", "note.",
		"instances.globex-suspect.api-key", "tenants.globex.instances.globex-suspect.api-key", "defaults.x", "shared.board.x", "$(id)", "*", "?", "[a-z]", "'; DROP TABLE canaries; --",
		strings.Repeat("a", 512), strings.Repeat("a", 513), strings.Repeat("../", 200) + "etc/passwd", strings.Repeat("\u00e9", 256), strings.Repeat("a/", 255) + "a",
	}
	return keys
}

// A naive store joins paths and meets the other tenant; ours is told the same keys.
func TestHostileKeysOfStorage(t *testing.T) {
	naive := t.TempDir()
	theirs := filepath.Join(naive, "globex-suspect")
	if err := errors.Join(os.MkdirAll(theirs, 0o700), os.WriteFile(filepath.Join(theirs, "canary"), []byte(globexCanary), 0o600)); err != nil {
		t.Fatal(err)
	}
	crossed := 0
	for _, key := range hostileKeys() {
		if data, err := os.ReadFile(filepath.Join(naive, "acme-suspect", key)); err == nil && strings.Contains(string(data), globexCanary) {
			crossed++
		}
	}
	if crossed == 0 {
		t.Fatal("no key crosses even where keys are paths, so the list proves nothing")
	}

	w := newWorld(t)
	w.plant("acme", acmeCanary)
	w.plant("globex", globexCanary)
	w.must("acme", func(ctx context.Context, s *victim.Suspect) error {
		for name, store := range map[string]sig.Storage{"Files": s.Files, "Common": s.Common} {
			kept := map[string]string{}
			for n, key := range hostileKeys() {
				if data, err := store.Get(ctx, key); strings.Contains(string(data), globexCanary) || err != nil && strings.Contains(err.Error(), globexCanary) {
					t.Errorf("%s.Get(%.40q): %s, %v", name, key, data, err)
				}
				for found, err := range store.List(ctx, key) {
					if err == nil && !strings.HasPrefix(found, key) {
						t.Errorf("%s.List(%.40q) yields %q", name, key, found)
					}
				}
				mine := fmt.Sprintf("object %d", n)
				if err := store.Put(ctx, key, []byte(mine)); err == nil {
					kept[key] = mine
				} else if !errors.Is(err, sig.ErrInvalid) && !errors.Is(err, sig.ErrScope) && !errors.Is(err, core.Errf(sig.CodeFailed, "")) {
					t.Errorf("%s.Put(%.40q): %v", name, key, err)
				}
			}
			if len(kept) < 40 {
				t.Errorf("%s took %d keys only", name, len(kept))
			}
			for key, mine := range kept { // no two of them are one object
				if data, err := store.Get(ctx, key); err != nil || string(data) != mine {
					t.Errorf("%s: %.40q holds %q, %v; put was %q", name, key, data, err, mine)
				}
			}
			for _, key := range hostileKeys() {
				if err := store.Delete(ctx, key); kept[key] != "" && err != nil {
					t.Errorf("%s.Delete(%.40q): %v", name, key, err)
				}
			}
		}
		return nil
	})
	w.untouched("globex", globexCanary)
}

// untouched checks that a tenant still has exactly what was planted.
func (w *world) untouched(tenant, canary string) {
	w.t.Helper()
	w.must(tenant, func(ctx context.Context, s *victim.Suspect) error {
		all := found(ctx, s)
		if len(all) != 5 {
			w.t.Errorf("%s has %q", tenant, all)
		}
		for _, text := range all {
			if !strings.HasSuffix(text, canary) {
				w.t.Errorf("%s has %q", tenant, text)
			}
		}
		n := 0
		for _, err := range s.Files.List(ctx, "") {
			if n++; err != nil {
				return err
			}
		}
		if n != 1 {
			w.t.Errorf("%s has %d objects", tenant, n)
		}
		return nil
	})
}

// A naive reader takes keys for paths in one global tree.
func TestHostileKeysOfConfigurationAndCredentials(t *testing.T) {
	w := newWorld(t)
	w.plant("acme", acmeCanary)
	w.plant("globex", globexCanary)
	admin, err := sig.Require(w.Kernel, sig.ConfigAdminContract)
	if err != nil {
		t.Fatal(err)
	}
	crossed := 0
	for _, key := range hostileKeys() {
		if v, ok := admin.Get(key); ok && v == globexCanary {
			crossed++ // what a component reads that holds the global configuration
		}
	}
	if crossed == 0 {
		t.Fatal("no key crosses even in the global configuration, so the list proves nothing")
	}
	w.must("acme", func(ctx context.Context, s *victim.Suspect) error {
		if got := s.Config.String("suspect.note", ""); got != acmeCanary {
			t.Errorf("its own key: %q", got)
		}
		if secret, err := s.Creds.Get(ctx, "api-key"); err != nil || secret.Reveal() != acmeSecret {
			t.Errorf("its own credential: %v", err)
		}
		for _, key := range hostileKeys() {
			if got := s.Config.String(key, ""); got != "" {
				t.Errorf("Config.String(%.60q) = %q", key, got)
			}
			if got := s.Config.Int(key, 0); got != 0 {
				t.Errorf("Config.Int(%.60q) = %d", key, got)
			}
			secret, err := s.Creds.Get(ctx, key)
			if err == nil || secret.Reveal() != "" {
				t.Errorf("Creds.Get(%.60q) found a credential", key)
			} else if strings.Contains(err.Error(), globexSecret) {
				t.Errorf("Creds.Get(%.60q): %v", key, err)
			}
		}
		return nil
	})
}

// Every place that a tenant's configuration can name for its database, but its own.
func TestHostileDatabaseURLs(t *testing.T) {
	w := newWorld(t)
	w.plant("globex", globexCanary)
	admin, err := sig.Require(w.Kernel, sig.ConfigAdminContract)
	if err != nil {
		t.Fatal(err)
	}
	for _, url := range []string{
		"sqlite:globex.db", "sqlite:GLOBEX.db", "sqlite:Globex.DB", "sqlite:./globex.db", "sqlite:x/../globex.db", "sqlite:../databases/globex.db",
		"sqlite:/" + filepath.ToSlash(filepath.Join(w.dir, "databases", "globex.db")), "sqlite:globex.db?mode=ro", "sqlite:globex.db?vfs=unix-none", "sqlite:%67lobex.db",
		"sqlite:file:globex.db", "SQLITE:globex.db", "sqlite:globex.db-wal", "sqlite:../state/log-0000000000000001", "sqlite:\uff47lobex.db", "",
	} {
		if err := admin.Set("tenants.acme.suspect.url", url); err != nil {
			continue // refused before it is in force
		}
		w.must("acme", func(ctx context.Context, s *victim.Suspect) error {
			if err := s.Pool.Use(ctx, s.Settings.Get().URL); err != nil {
				if strings.Contains(err.Error(), "globex ") {
					t.Errorf("%q: the refusal names the owner: %v", url, err)
				}
				return nil
			}
			rows, err := s.Pool.Query(ctx, "SELECT text FROM canaries")
			if err != nil {
				return nil
			}
			defer rows.Close()
			for rows.Next() {
				t.Errorf("%q reads rows of another tenant", url)
			}
			return nil
		})
	}
	w.untouched("globex", globexCanary)
}

// No server is reachable that configuration does not name, however it is written.
func TestHostileServers(t *testing.T) {
	w := newWorld(t)
	admin, err := sig.Require(w.Kernel, sig.ConfigAdminContract)
	if err != nil {
		t.Fatal(err)
	}
	if err := admin.Set("tenants.globex.http.allow", "http://127.0.0.1:9"); err != nil {
		t.Fatal(err)
	}
	w.must("acme", func(ctx context.Context, s *victim.Suspect) error {
		for _, url := range []string{
			"http://127.0.0.1:9/", "http://localhost:9/", "http://[::1]:9/", "http://0.0.0.0:9", "http://2130706433:9/", "http://0x7f.1:9/", "http://127.1:9/",
			"http://globex@127.0.0.1:9/", "http://127.0.0.1:9#@example.org", "http://169.254.169.254/latest/meta-data/", "file:///etc/passwd", "gopher://127.0.0.1:9/", "unix:///tmp/x",
			"http://[::ffff:127.0.0.1]:9/", "HTTP://127.0.0.1:9/", "//127.0.0.1:9/", "", "http://", "http://127.0.0.1:9\r\nHost: x/",
		} {
			if resp, err := s.HTTP.Do(ctx, sig.HTTPRequest{URL: url}); !errors.Is(err, sig.ErrScope) && !errors.Is(err, sig.ErrInvalid) {
				t.Errorf("%q: %+v, %v", url, resp, err)
			}
		}
		return nil
	})
}

// A host takes in whoever comes by a name, and says what is found there.
type host func(name string) (found string, err error)

// comeIn is the attack: somebody comes in by each of the names and looks around. It returns
// those by which something of another tenant was found.
func comeIn(names []string, enter host) (met []string) {
	for _, name := range names {
		if found, _ := enter(name); strings.Contains(found, globexCanary) || strings.Contains(found, acmeCanary) {
			met = append(met, name)
		}
	}
	return met
}

// Names that fold together, or that are paths, patterns or nothing, name nobody. They meet
// others wherever a tenant's name is its place as it comes.
func TestNamesThatFold(t *testing.T) {
	long := strings.Repeat("a", 63)
	names := []string{"Acme", "ACME", "\u0430cme", "acme ", " acme", "acme\x00", "acme.", ".acme", "a.cme", "acme/", "../acme", "acme/../globex", "acm\u00e9", "acme\u200b", "\uff41cme", "%61cme", "", "-acme", "_acme", long + "a", "*", ">", "acme*"}
	places := map[string]string{"acme": acmeCanary, "globex": globexCanary, long: globexCanary}
	folds := func(fold func(string) string) host {
		return func(name string) (string, error) { return places[fold(name)], nil }
	}
	dir := t.TempDir()
	for name, canary := range places {
		if err := errors.Join(os.Mkdir(filepath.Join(dir, name), 0o700), os.WriteFile(filepath.Join(dir, name, "canary"), []byte(canary), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	for what, naive := range map[string]host{
		"a file system that folds case and cuts ends":       folds(func(n string) string { return strings.TrimRight(strings.ToLower(n), ". ") }),
		"a form that is trimmed":                            folds(strings.TrimSpace),
		"a name in C":                                       folds(func(n string) string { n, _, _ = strings.Cut(n, "\x00"); return n }),
		"a server that cuts off at 63 bytes":                folds(func(n string) string { return n[:min(len(n), 63)] }),
		"a column that compares without accents and widths": folds(strings.NewReplacer("\u00e9", "e", "\uff41", "a", "\u200b", "").Replace),
		"a path of a URL":                                   folds(func(n string) string { n, _ = url.PathUnescape(n); return n }),
		"a directory":                                       func(name string) (string, error) { return readAll(filepath.Join(dir, name)) },
		"a pattern": func(name string) (found string, err error) {
			for place, canary := range places {
				if name == ">" { // what a subject of NATS ends with
					found += canary
				} else if ok, err := path.Match(name, place); err == nil && ok {
					found += canary
				}
			}
			return found, nil
		},
	} {
		if met := comeIn(names, naive); len(met) == 0 {
			t.Errorf("%s meets nobody, so that the list proves nothing", what)
		} else {
			t.Logf("%s meets others by %q", what, met)
		}
	}

	w := newWorld(t)
	w.plant("acme", acmeCanary)
	w.plant("globex", globexCanary)
	if met := comeIn(names, func(name string) (string, error) {
		_, err := w.Instantiate("suspect", "other", sig.Props{"target": name})
		if !errors.Is(err, sig.ErrInvalid) {
			t.Errorf("target %q: %v", name, err)
		}
		if err != nil {
			return "", err
		}
		var all []string
		look := func(ctx context.Context, s *victim.Suspect, _ string) (victim.Loot, error) {
			all = found(ctx, s)
			return victim.Loot{}, nil
		}
		_, err = w.as(name, "", look)
		return strings.Join(all, "\n"), errors.Join(err, w.Remove(t.Context(), "other"))
	}); len(met) > 0 {
		t.Errorf("others are met by %q", met)
	}
	for _, name := range names {
		if _, err := w.Instantiate("suspect", name, sig.Props{"target": "acme"}); !errors.Is(err, sig.ErrInvalid) {
			t.Errorf("instance %q: %v", name, err)
		}
		if _, err := w.Offboard(t.Context(), name); !errors.Is(err, sig.ErrInvalid) {
			t.Errorf("offboarding %q: %v", name, err)
		}
		if _, err := sig.ForTenant(t.Context(), name); !errors.Is(err, sig.ErrInvalid) {
			t.Errorf("a context for %q: %v", name, err)
		}
		if _, err := victim.NewSuspectClient(w.Kernel).Target(name).Mirror(t.Context(), victim.Spot{}); err == nil {
			t.Errorf("a client for %q answers", name)
		}
	}
	w.untouched("globex", globexCanary)
}

// readAll is the text of all files below a directory.
func readAll(dir string) (text string, err error) {
	err = filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		text += string(data)
		return err
	})
	return text, err
}
