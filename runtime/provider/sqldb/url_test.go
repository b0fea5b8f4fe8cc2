package sqldb

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/internal/core"
)

func TestParseURL(t *testing.T) {
	s, end := core.NewTestScope("acme", "1", "shop", "acme-shop")
	defer end()
	for _, c := range []struct {
		text string
		want error
	}{
		{"sqlite:acme.db", nil},
		{"SQLite:shop/eu-1/acme_2.DB", nil},
		{"sqlite:acme.db?sync=normal&create=no", nil},
		{"sqlite::memory:", nil},
		{"sqlite:acme", nil},

		{"", sig.ErrInvalid},
		{"acme.db", sig.ErrInvalid},
		{"sqlite:", sig.ErrInvalid},
		{"sqlite:file:acme.db", sig.ErrInvalid},
		{"file:acme.db", sig.ErrInvalid},
		{"sqlite:file:acme.db?vfs=unix", sig.ErrInvalid},
		{"sqlite:acme.db?mode=rwc", sig.ErrInvalid},
		{"sqlite:acme.db?_pragma=writable_schema(1)", sig.ErrInvalid},
		{"sqlite:acme.db?vfs=memdb", sig.ErrInvalid},
		{"sqlite:acme.db?sync=off", sig.ErrInvalid},
		{"sqlite:acme.db?sync=full&sync=normal", sig.ErrInvalid},
		{"sqlite:acme.db?", sig.ErrInvalid},
		{"sqlite:acme.db#x", sig.ErrInvalid},
		{"sqlite:a//b.db", sig.ErrInvalid},
		{"sqlite:a/", sig.ErrInvalid},
		{"sqlite:acme.db\x00.txt", sig.ErrInvalid},
		{"sqlite:%2e%2e/globex.db", sig.ErrInvalid},
		{"sqlite:gl\u043ebex.db", sig.ErrInvalid},
		{"sqlite:acme db", sig.ErrInvalid},
		{"sqlite:.owners.db", sig.ErrInvalid},
		{"sqlite:-x", sig.ErrInvalid},
		{"sqlite:acme.", sig.ErrInvalid},
		{"sqlite:CON.db", sig.ErrInvalid},
		{"sqlite:x/lpt1", sig.ErrInvalid},
		{"sqlite:globex.db-wal", sig.ErrInvalid},
		{"sqlite:globex.db-SHM", sig.ErrInvalid},
		{"sqlite:globex.db-journal", sig.ErrInvalid},
		{"sqlite:" + strings.Repeat("a", 201), sig.ErrInvalid},
		{"postgres://u:hunter2@db/acme", nil},
		{"postgresql://u@db.example.com:6543/acme-eu_1?sslmode=disable", nil},
		{"postgres://app:hunter2@[::1]:5432/shop?mode=schema&schema=acme", nil},
		{"postgres://app:hunter%40%2F2@10.0.0.1/shop?mode=shared&sslmode=verify-full", nil},
		{"mariadb://u:hunter2@db/acme?tls=false", nil},
		{"mysql://u:hunter2@db:3307/acme", nil},

		{"mysql:u:hunter2@/acme", sig.ErrInvalid},
		{"postgres://db/acme", sig.ErrInvalid},
		{"postgres://:hunter2@db/acme", sig.ErrInvalid},
		{"postgres://u:hunter2@/acme", sig.ErrInvalid},
		{"postgres://u:hunter2@db", sig.ErrInvalid},
		{"postgres://u:hunter2@db/", sig.ErrInvalid},
		{"postgres://u:hunter2@db/a/b", sig.ErrInvalid},
		{"postgres://u:hunter2@db/Acme", sig.ErrInvalid},
		{"postgres://u:hunter2@db/acme%20", sig.ErrInvalid},
		{"postgres://u:hunter2@db/template1", sig.ErrInvalid},
		{"postgres://u:hunter2@db,db2/acme", sig.ErrInvalid},
		{"postgres://u:hunter2@db:0/acme", sig.ErrInvalid},
		{"postgres://u:hunter2@db:99999/acme", sig.ErrInvalid},
		{"postgres://u:hunter2@db:05432/acme", sig.ErrInvalid},
		{"postgres://u:hunter2@127.1/acme", sig.ErrInvalid},
		{"postgres://u:hunter2@0x7f000001/acme?x", sig.ErrInvalid},
		{"postgres://u:hunter2@db./acme", sig.ErrInvalid},
		{"postgres://u:hunter2@-db/acme", sig.ErrInvalid},
		{"postgres://u:hunter2@[::1%25eth0]/acme", sig.ErrInvalid},
		{"postgres://u:hunter2@[db]/acme", sig.ErrInvalid},
		{"postgres://u:hunter2@%2Fvar%2Frun/acme", sig.ErrInvalid},
		{"postgres://u:hunter2%zz@db/acme", sig.ErrInvalid},
		{"postgres://u:hunter2%00@db/acme", sig.ErrInvalid},
		{"postgres://u'--:hunter2@db/acme", sig.ErrInvalid},
		{"postgres://u:hunt/er2@db/acme", sig.ErrInvalid},
		{"postgres://u:hunter2@x@db/acme", sig.ErrInvalid},
		{"postgres://u:hunt er2@db/acme", sig.ErrInvalid},
		{"mariadb://u:hunt#er2@db/acme", sig.ErrInvalid},
		{"postgres://u:hunter2@db/acme?sslmode=require", sig.ErrInvalid},
		{"postgres://u:hunter2@db/acme?sslmode=prefer", sig.ErrInvalid},
		{"postgres://u:hunter2@db/acme?options=-csearch_path%3Dglobex", sig.ErrInvalid},
		{"postgres://u:hunter2@db/acme?search_path=globex", sig.ErrInvalid},
		{"postgres://u:hunter2@db/acme?passfile=/etc/passwd", sig.ErrInvalid},
		{"postgres://u:hunter2@db/acme?service=x", sig.ErrInvalid},
		{"postgres://u:hunter2@db/acme?mode=schema", sig.ErrInvalid},
		{"postgres://u:hunter2@db/acme?schema=acme", sig.ErrInvalid},
		{"postgres://u:hunter2@db/acme?mode=schema&schema=pg_catalog", sig.ErrInvalid},
		{"postgres://u:hunter2@db/acme?mode=schema&schema=sigen", sig.ErrInvalid},
		{"postgres://u:hunter2@db/acme?mode=schema&schema=a,b", sig.ErrInvalid},
		{"postgres://u:hunter2@db/acme?mode=shared&mode=shared", sig.ErrInvalid},
		{"mariadb://u:hunter2@db/mysql", sig.ErrInvalid},
		{"mariadb://u:hunter2@db/acme?allowAllFiles=true", sig.ErrInvalid},
		{"mariadb://u:hunter2@db/acme?multiStatements=true", sig.ErrInvalid},
		{"mariadb://u:hunter2@db/acme?tls=skip-verify", sig.ErrInvalid},
		{"mariadb://u:hunter2@db/acme?mode=shared", sig.ErrInvalid},
		{"mariadb://u:hunter2@db/acme?prepared=rollback", sig.ErrInvalid},
		{"mariadb://u:hunter2@db/acme?prepared=keep", sig.ErrInvalid},
		{"postgres://u:hunter2@db/acme?accept=CVE-2024-4317", sig.ErrInvalid},
		{"postgres://u:hunter2@db/acme?accept=all", sig.ErrInvalid},
		{"mariadb://u:hunter2@tcp(db:3306)/acme", sig.ErrInvalid},
		{"redis://hunter2", sig.ErrInvalid},

		{"sqlite:../globex.db", sig.ErrScope},
		{"sqlite:a/../../globex.db", sig.ErrScope},
		{"sqlite:./acme.db", sig.ErrScope},
		{"sqlite:/etc/passwd", sig.ErrScope},
		{"sqlite:///etc/passwd", sig.ErrScope},
		{`sqlite:..\globex.db`, sig.ErrScope},
		{`sqlite:C:\x.db`, sig.ErrScope},
		{"sqlite:c:x.db", sig.ErrScope},
	} {
		_, err := mint(s, c.text)
		if c.want == nil {
			if err != nil {
				t.Errorf("%q: %v", c.text, err)
			}
			continue
		}
		wantCode(t, err, c.want)
		if err == nil {
			t.Errorf("%q is accepted", c.text)
			continue
		}
		if !strings.Contains(err.Error(), "tenants.x.db.url") || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%q: %v: names no setting, or a password", c.text, err)
		}
	}
}

func TestURLPrintsNoParameters(t *testing.T) {
	s, end := core.NewTestScope("acme", "canary-incarnation", "shop", "acme-shop")
	defer end()
	u, err := mint(s, "sqlite:shop/acme.db?sync=normal&create=no")
	if err != nil {
		t.Fatal(err)
	}
	type nested struct {
		Open   URL
		hidden URL
		in     []URL
	}
	var all strings.Builder
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%p", "%t", "%T", "%c", "%e", "%08b", "%U"} {
		fmt.Fprintf(&all, verb+"\n", u)
		fmt.Fprintf(&all, verb+"\n", &u)
		fmt.Fprintf(&all, verb+"\n", nested{u, u, []URL{u}})
		fmt.Fprintf(&all, verb+"\n", &nested{u, u, []URL{u}})
		fmt.Fprintf(&all, verb+"\n", map[URL]*URL{u: &u})
	}
	js, err := json.Marshal(map[string]any{"u": u, "n": nested{Open: u}})
	if err != nil {
		t.Fatal(err)
	}
	all.Write(js)
	var log bytes.Buffer
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "u", u, "n", nested{Open: u})
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "u", u, "n", nested{Open: u})
	all.Write(log.Bytes())
	hex := fmt.Sprintf("%x", "canary")
	for _, secret := range []string{"canary", "create", "normal", hex, strings.ToUpper(hex)} {
		if strings.Contains(all.String(), secret) {
			t.Errorf("printing shows %q", secret)
		}
	}
	if got := fmt.Sprint(u); got != "sqlite:shop/acme.db" {
		t.Errorf("prints as %q", got)
	}
	if got := string(js); !strings.Contains(got, `"u":"sqlite:shop/acme.db"`) {
		t.Errorf("JSON is %s", got)
	}
}

func TestServerURLPrintsNoLogin(t *testing.T) {
	s, end := core.NewTestScope("acme", "1", "shop", "acme-shop")
	defer end()
	u, err := mint(s, "postgres://canary-login:canary-word@DB.example.com/shop?mode=schema&schema=canary")
	if err != nil {
		t.Fatal(err)
	}
	js, _ := json.Marshal(u)
	all := fmt.Sprintf("%v %+v %#v %q %x %s", u, u, u, u, u, js)
	if strings.Contains(all, "canary") || strings.Contains(all, fmt.Sprintf("%x", "canary")) {
		t.Errorf("printing shows the login: %s", all)
	}
	if got := u.String(); got != "postgres://db.example.com:5432/shop" {
		t.Errorf("prints as %q", got)
	}
}

// TLS is off by default on a loopback address alone.
func TestServerURLDefaultsToTLS(t *testing.T) {
	for text, want := range map[string]bool{
		"postgres://u@db/a": true, "postgres://u@10.0.0.1/a": true, "postgres://u@localhost.example.com/a": true,
		"postgres://u@localhost/a": false, "postgres://u@127.0.0.1/a": false, "postgres://u@[::1]/a": false,
		"postgres://u@127.0.0.1/a?sslmode=verify-full": true, "mariadb://u@db/a": true, "mariadb://u@db/a?tls=false": false,
	} {
		if loc, err := parseURL(text); err != nil || loc.Server.TLS != want {
			t.Errorf("%s: TLS is %v, %v", text, loc.Server.TLS, err)
		}
	}
}

func TestURLEquality(t *testing.T) {
	a, endA := core.NewTestScope("acme", "1", "shop", "one")
	b, endB := core.NewTestScope("acme", "1", "shop", "two")
	c, endC := core.NewTestScope("globex", "1", "shop", "one")
	defer endA()
	defer endB()
	defer endC()
	ua, _ := mint(a, "sqlite:x.db")
	same, _ := mint(a, "sqlite:x.db")
	ub, _ := mint(b, "sqlite:x.db")
	uc, _ := mint(c, "sqlite:x.db")
	if ua != same || ua != ub {
		t.Error("one database of one tenant gives different URLs")
	}
	if ua == uc || ua == (URL{}) {
		t.Error("URLs of different tenants are equal")
	}
}

func FuzzParseURL(f *testing.F) {
	for _, s := range []string{"sqlite:acme.db", "sqlite:../x", "sqlite:a/b?sync=full", "sqlite::memory:", "postgres://x", "postgres://u:p%40@h:1/d?mode=schema&schema=s", "mariadb://u@[::1]/d?tls=true"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		loc, err := parseURL(text)
		if err != nil {
			return
		}
		if loc.Memory {
			return
		}
		if loc.Engine != "sqlite" {
			s := loc.Server
			if !validDatabase(s.Database) || !validLogin(s.User) || s.Host == "" || s.Port == 0 || strings.ContainsAny(s.Host, "/,@%\\ \x00") || strings.ContainsRune(s.Password, 0) {
				t.Errorf("%q names %+v", text, s)
			}
			return
		}
		if strings.ContainsAny(loc.Path, "\\:%?#\x00 ") || strings.Contains("/"+loc.Path+"/", "/../") || strings.HasPrefix(loc.Path, "/") || hasCompanionSuffix(strings.ToLower(loc.Path)) {
			t.Errorf("%q names %q", text, loc.Path)
		}
		if again, err := parseURL("sqlite:" + loc.Path); err != nil || again.Path != loc.Path {
			t.Errorf("%q does not parse as itself: %v", loc.Path, err)
		}
	})
}
