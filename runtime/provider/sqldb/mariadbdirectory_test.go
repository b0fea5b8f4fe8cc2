//go:build services

package sqldb

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// DATA DIRECTORY, which no privilege is needed for, puts an account's own tables into directories beside the
// server's own. What others have there is not reached by it, nor what they have in the server's, and
// what was put there goes with the database.
func TestMariaDBDataDirectoryReachesNothing(t *testing.T) {
	s := newMaria(t)
	ctx := t.Context()
	a, g := s.owned("acme"), s.owned("globex")
	w := s.world(nil)
	globex, acme := w.tenant("globex").with(g.url, canary), w.tenant("acme").with(a.url, "own")
	outside := t.TempDir() // where the server is on this machine
	for dir := outside; dir != filepath.Dir(dir) && dir != os.TempDir(); dir = filepath.Dir(dir) {
		if err := os.Chmod(dir, 0o777); err != nil {
			t.Fatal(err)
		}
	}
	home, err := sqlRunner(ctx, s.db)("SELECT @@datadir")
	if err != nil {
		t.Fatal(err)
	}
	files := func() (all []string) {
		_ = filepath.WalkDir(outside, func(path string, e os.DirEntry, err error) error {
			if err == nil && !e.IsDir() {
				all = append(all, path)
			}
			return nil
		})
		return all
	}
	at := func(dir string) string { return " DATA DIRECTORY = '" + dir + "'" }
	for _, engine := range []string{"MyISAM", "Aria", "InnoDB"} {
		globex.exec("CREATE TABLE there_" + engine + " (text varchar(99)) ENGINE=" + engine + at(outside))
		globex.exec("INSERT INTO there_" + engine + " VALUES ('" + canary + "')")
	}
	before := files()
	raw := sqlRunner(ctx, s.open(a.login, "secret", a.database))
	for _, run := range []runner{poolRunner(acme), raw} {
		for _, engine := range []string{"MyISAM", "Aria", "InnoDB"} {
			name := "there_" + engine
			for _, dir := range []string{outside, filepath.Join(outside, g.database), filepath.Join(home, g.database), filepath.Join(home, a.database, "..", g.database), home} {
				if _, err := run("CREATE TABLE " + name + " (text varchar(99)) ENGINE=" + engine + at(dir)); err == nil {
					if got, _ := run("SELECT coalesce(max(text), '') FROM " + name); got != "" {
						t.Errorf("%s in %s reads %q", engine, dir, got)
					}
					if strings.HasPrefix(dir, home) {
						t.Errorf("%s is made in %s", engine, dir)
					}
					if _, err := run("DROP TABLE " + name); err != nil {
						t.Error(err)
					}
				}
			}
			if got := globex.text("SELECT text FROM " + name); got != canary {
				t.Errorf("%s: globex reads %q", engine, got)
			}
		}
	}
	for _, engine := range []string{"MyISAM", "Aria", "InnoDB"} {
		if _, err := raw("CREATE TABLE mine_" + engine + " (text varchar(99)) ENGINE=" + engine + at(outside)); err != nil {
			t.Fatal(err)
		}
	}
	if len(files()) < len(before)+3 {
		t.Fatalf("nothing was put outside, so that nothing is shown: %q", files())
	}
	acme.end()
	all, _ := scopeOf("acme", "1", "", "")
	if err := w.Purge(ctx, all); err != nil {
		t.Fatal(err)
	}
	if left := files(); !slices.Equal(left, before) {
		t.Errorf("after the end: %q, before: %q", left, before)
	}
}
