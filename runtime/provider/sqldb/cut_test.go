//go:build services

package sqldb

import (
	"errors"
	"io"
	"net"
	"strings"
	"sync"
	"testing"

	sig "github.com/sigen-dev/sigen/runtime"
)

// A cutter is a way to a server that can be cut after so many messages to it, for good
// until it is mended: what becomes of whoever is in the middle of something.
type cutter struct {
	net.Listener
	to   string
	over func([]byte) []byte // writes over what the server says, if not nil

	mu    sync.Mutex
	left  int                   // guarded by mu; messages that still pass, negative for all
	conns map[net.Conn]struct{} // guarded by mu
	group sync.WaitGroup
}

func newCutter(t *testing.T, to string, over func([]byte) []byte) *cutter {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	c := &cutter{Listener: l, to: to, over: over, left: -1, conns: map[net.Conn]struct{}{}}
	c.group.Go(c.accept)
	t.Cleanup(func() {
		l.Close()
		c.set(0)
		c.passes() // cuts
		c.group.Wait()
	})
	return c
}

func (c *cutter) accept() {
	for {
		in, err := c.Accept()
		if err != nil {
			return
		}
		out, err := net.Dial("tcp", c.to)
		if err != nil {
			in.Close()
			continue
		}
		c.mu.Lock()
		c.conns[in], c.conns[out] = struct{}{}, struct{}{}
		c.mu.Unlock()
		c.group.Go(func() {
			defer out.Close()
			buf := make([]byte, 1<<16)
			for {
				n, err := in.Read(buf)
				if n > 0 && !c.passes() {
					return
				}
				if _, broken := out.Write(buf[:n]); err != nil || broken != nil {
					return
				}
			}
		})
		c.group.Go(func() {
			defer in.Close()
			if c.over == nil {
				_, _ = io.Copy(in, out)
				return
			}
			buf := make([]byte, 1<<16)
			for {
				n, err := out.Read(buf)
				if _, broken := in.Write(c.over(buf[:n])); err != nil || broken != nil {
					return
				}
			}
		})
	}
}

// passes reports whether a message to the server arrives. When one does not, nothing
// does any more, in either direction.
func (c *cutter) passes() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.left == 0 {
		for conn := range c.conns {
			conn.Close()
		}
		clear(c.conns)
		return false
	}
	if c.left > 0 {
		c.left--
	}
	return true
}

func (c *cutter) set(left int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.left = left
}

// A purge that loses its server at any message to it, as one whose process dies, leaves
// what another finishes: nothing remains of the tenant, and nobody else has lost anything.
func TestServersPurgeThatIsCut(t *testing.T) {
	for _, kind := range []string{"database", "schema", "shared", "mariadb"} {
		t.Run(kind, func(t *testing.T) {
			var host string
			var own func() pgPlace         // makes a tenant's place
			var there func(p pgPlace) bool // whether anything of it is
			admin := ""
			if kind == "mariadb" {
				s := newMaria(t)
				host, admin = s.u.Host, "mariadb://"+s.u.User.String()+"@"+s.u.Host+"/"+s.home
				own = func() pgPlace { return s.owned("acme") }
				there = func(p pgPlace) bool {
					got, err := sqlRunner(t.Context(), s.db)("SELECT (SELECT count(*) FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = '" + p.database + "') + (SELECT count(*) FROM " + s.home + ".sigen_places WHERE db = '" + p.database + "')")
					return err != nil || got != "0"
				}
			} else {
				s := newPG(t)
				host, admin = s.u.Host, "postgres://"+s.u.User.String()+"@"+s.u.Host+"/"+s.home
				shared := s.shared()
				own = func() pgPlace { return shared }
				switch kind {
				case "database":
					own = func() pgPlace { return s.owned("acme") }
				case "schema":
					db := s.database("shop")
					own = func() pgPlace { return s.schema(db, "acme") }
				}
				there = func(p pgPlace) bool {
					got, err := pgRunner(t.Context(), s.conn("", s.home))("SELECT count(*) FROM sigen.places WHERE login = '" + p.login + "' AND owner LIKE '%acme%'")
					return err != nil || got != "0"
				}
			}
			way := newCutter(t, host, nil)
			by := func(url string) string { return strings.Replace(url, "@"+host+"/", "@"+way.Addr().String()+"/", 1) }
			open := func() *world { return newWorld(t, func(p *Provider) { withAdmin(t, p, by(admin)) }) }
			g := own()
			globex := open().tenant("globex").with(by(g.url), canary)
			all, _ := scopeOf("acme", "1", "", "")
			n := 0
			for ended := false; !ended; n++ {
				p := own()
				w := open()
				w.tenant("acme").with(by(p.url), "own").end()
				way.set(n)
				err := w.Purge(t.Context(), all)
				way.set(-1)
				if ended = err == nil; !ended {
					var e *sig.Error
					if !errors.As(err, &e) || strings.Contains(err.Error(), "secret") {
						t.Errorf("cut at message %d: %v", n, err)
					}
					w = open() // another process
					if err := w.Purge(t.Context(), all); err != nil {
						t.Fatalf("cut at message %d, going on: %v", n, err)
					}
				}
				if names, err := w.Remains(t.Context(), all); err != nil || len(names) > 0 || there(p) {
					t.Fatalf("cut at message %d, remains: %v, %v", n, names, err)
				}
				if got := globex.text("SELECT text FROM secrets"); got != canary {
					t.Errorf("cut at message %d, globex reads %q", n, got)
				}
			}
			if n < 5 {
				t.Errorf("a purge is %d messages, so that little is proved", n)
			}
			t.Logf("cut at each of %d messages", n-1)
		})
	}
}
