package sqldb

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/internal/core"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb/internal/backend"
)

// How long a name is before a server cuts it off, and so takes another for it.
const (
	longestPostgres = 63 // bytes of a database, schema or login
	longestDatabase = 64 // characters of a database of MariaDB or MySQL
	longestMariaDB  = 80 // characters of a user name that MariaDB reads when somebody logs in
)

// identity is what a server makes of a URL: it folds the case of databases, as MariaDB
// does on some systems, and cuts off what is too long.
func identity(loc location) string {
	clip := func(s string, n int) string { return s[:min(len(s), n)] }
	s := loc.Server
	switch {
	case loc.Engine == "sqlite":
		return "sqlite " + strings.TrimRight(strings.ToLower(loc.Path), ". ")
	case loc.Engine == "postgres":
		return fmt.Sprint("postgres ", s.Host, s.Port, clip(s.Database, longestPostgres), "/", clip(s.Schema, longestPostgres), " as ", clip(s.User, longestPostgres))
	}
	return fmt.Sprint("mariadb ", s.Host, s.Port, strings.ToLower(clip(s.Database, longestDatabase)), " as ", clip(s.User, longestMariaDB))
}

// nameMaker makes names that are hard to tell apart: of few letters, of the longest lengths,
// with one beginning.
func nameMaker(seed uint64) func() string {
	random := rand.New(rand.NewPCG(seed, seed))
	return func() string {
		const letters = "aAkK\u212a\u0131iI1-_. "
		runes := []rune(letters)
		var b strings.Builder
		if random.IntN(2) == 0 {
			b.WriteString(strings.Repeat("a", 28+random.IntN(56)))
		}
		for range 1 + random.IntN(4) {
			b.WriteRune(runes[random.IntN(len(runes))])
		}
		return b.String()
	}
}

// onePlace makes URLs of names, as an operator's pattern says, and returns two names whose URLs
// a server takes for one place, "" when there are none; of the others it counts those that
// are read and those that are refused and too long.
func onePlace(pattern string, read func(text string) (location, error)) (meet string, accepted, cut int) {
	seen := map[string]string{}
	next := nameMaker(11)
	for range 4000 {
		name := next()
		text := strings.ReplaceAll(pattern, "@", name)
		if head, tail, ok := strings.Cut(pattern, "@db/"); ok { // the one before the host stays
			text = strings.ReplaceAll(head, "@", name) + "@db/" + strings.ReplaceAll(tail, "@", name)
		}
		loc, err := read(text)
		if err != nil {
			if len(name) > longestPostgres {
				cut++
			}
			continue
		}
		accepted++
		id := identity(loc)
		if other, ok := seen[id]; ok && other != name {
			meet = fmt.Sprintf("%q and %q are both %s", other, name, id)
		}
		seen[id] = name
	}
	return meet, accepted, cut
}

// parsed is what an ordinary program makes of a URL, and leaves the rest to the server.
func parsed(text string) (location, error) {
	u, err := url.Parse(text)
	if err != nil {
		return location{}, err
	}
	return location{Engine: strings.Replace(u.Scheme, "mysql", "mariadb", 1), Server: backend.Server{
		Host: u.Hostname(), User: u.User.Username(), Database: strings.TrimPrefix(u.Path, "/"), Schema: u.Query().Get("schema"),
	}}, nil
}

// Whatever tenants are called, and however an operator builds URLs of their names, what
// two of them are granted is never one place: what a server would cut off or fold is refused.
// A program that only parses them has two in one place, by each pattern.
func TestNoTwoNamesAreOnePlace(t *testing.T) {
	s, end := core.NewTestScope("acme", "1", "shop", "acme-shop")
	defer end()
	for _, pattern := range []string{
		"postgres://@:x@db/shared", "postgres://u:x@db/@", "postgres://u:x@db/shop?mode=schema&schema=@",
		"postgres://app_@:x@db/shop_@", "mariadb://u:x@db/@", "mariadb://@:x@db/shop", "mysql://app_@:x@db/shop_@",
	} {
		if meet, _, _ := onePlace(pattern, parsed); meet == "" {
			t.Errorf("%s: no two names meet where nothing is refused, so that nothing is proved", pattern)
		}
		meet, accepted, cut := onePlace(pattern, func(text string) (location, error) {
			u, err := mint(s, text)
			if err != nil {
				if !errors.Is(err, sig.ErrInvalid) {
					t.Fatalf("%q: %v", text, err)
				}
				return location{}, err
			}
			return u.location(), nil
		})
		if meet != "" {
			t.Errorf("%s: %s", pattern, meet)
		}
		if accepted < 100 || cut < 100 {
			t.Errorf("%s: %d names are accepted and %d are too long, so that little is proved", pattern, accepted, cut)
		}
	}
}

// Files that a file system could take for one another belong to one tenant: whoever
// comes second is refused, and no two tenants ever read one file.
func TestNoTwoTenantsHaveOneFile(t *testing.T) {
	w := newWorld(t, func(p *Provider) { p.Connections = 8 })
	next := nameMaker(3)
	acme, globex := w.tenant("acme"), w.tenant("globex")
	owner := map[string]*resident{} // by what the strictest file system makes of a name
	refused := 0
	for n := range 200 {
		who, canary := acme, "of acme"
		if n%2 == 1 {
			who, canary = globex, "of globex"
		}
		name := next()
		if n%3 > 0 { // short ones, so that they meet
			name = name[max(0, len(name)-2):]
		}
		u, err := mint(who.scope, "sqlite:"+name+".db")
		if err != nil {
			continue
		}
		id := identity(u.location())
		switch err := who.Use(t.Context(), u); {
		case owner[id] != nil && owner[id] != who:
			if refused++; !errors.Is(err, sig.ErrScope) {
				t.Fatalf("%q, which is another's: %v", name, err)
			}
			continue
		case err != nil:
			t.Fatalf("%q: %v", name, err)
		}
		owner[id] = who
		who.exec("CREATE TABLE IF NOT EXISTS secrets (text TEXT)")
		who.exec("INSERT INTO secrets VALUES (?)", canary)
		if got := who.text("SELECT group_concat(DISTINCT text) FROM secrets"); got != canary {
			t.Fatalf("%q holds %q", name, got)
		}
	}
	files, err := filepath.Glob(filepath.Join(w.Dir, "*.db"))
	if err != nil {
		t.Fatal(err)
	}
	folded := map[string]bool{}
	for _, f := range files {
		if name := strings.ToLower(filepath.Base(f)); folded[name] {
			t.Errorf("two files are called %s", name)
		} else {
			folded[name] = true
		}
		if _, err := os.Stat(f); err != nil {
			t.Error(err)
		}
	}
	if refused < 10 {
		t.Errorf("%d names met, so that little is proved", refused)
	}
}
