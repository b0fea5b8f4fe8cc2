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
		{"postgres://u:hunter2@db/acme", sig.ErrInvalid},
		{"mysql:u:hunter2@/acme", sig.ErrInvalid},
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
	for _, s := range []string{"sqlite:acme.db", "sqlite:../x", "sqlite:a/b?sync=full", "sqlite::memory:", "postgres://x"} {
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
		if strings.ContainsAny(loc.Path, "\\:%?#\x00 ") || strings.Contains("/"+loc.Path+"/", "/../") || strings.HasPrefix(loc.Path, "/") || hasCompanionSuffix(strings.ToLower(loc.Path)) {
			t.Errorf("%q names %q", text, loc.Path)
		}
		if again, err := parseURL("sqlite:" + loc.Path); err != nil || again.Path != loc.Path {
			t.Errorf("%q does not parse as itself: %v", loc.Path, err)
		}
	})
}
