//go:build services

package sqldb

import (
	"bytes"
	"net"
	"strings"
	"testing"

	sig "github.com/sigen-dev/sigen/runtime"
)

// A server whose version has a flaw across tenants is refused for schemas and shared
// tables, unless the administrator's URL accepts it. Here the server's own version is
// written over on the way.
func TestPostgresOldVersionsAreRefused(t *testing.T) {
	s := newPG(t)
	conn := s.conn("", strings.TrimPrefix(s.u.Path, "/"))
	version, _, _ := strings.Cut(conn.ParameterStatus("server_version"), " ")
	major, _, _ := strings.Cut(version, ".")
	old := major + ".0" + strings.Repeat(" ", len(version)-len(major)-len(".0"))
	to := s.u.Host
	if s.u.Port() == "" {
		to += ":5432"
	}
	c := newCutter(t, to, func(b []byte) []byte {
		return bytes.ReplaceAll(b, []byte("server_version\x00"+version), []byte("server_version\x00"+old))
	})
	_, port, _ := net.SplitHostPort(c.Addr().String())
	via := func(text string) string { return strings.Replace(text, s.u.Host, "127.0.0.1:"+port, 1) }
	world := func(params string) *world {
		return newWorld(t, func(p *Provider) {
			withAdmin(t, p, via("postgres://"+s.u.User.String()+"@"+s.u.Host+"/"+s.home+"?sslmode=disable"+params))
		})
	}
	db := s.database("shop")
	for mode, place := range map[string]pgPlace{"schema": s.schema(db, "acme"), "shared": s.shared()} {
		acme := world("").tenant("acme")
		err := acme.Use(t.Context(), acme.url(via(place.url)))
		wantCode(t, err, sig.ErrDenied)
		if err == nil || !strings.Contains(err.Error(), "server "+major+".0") {
			t.Errorf("%s: %v", mode, err)
			continue
		}
		_, accept, _ := strings.Cut(err.Error(), "accept=")
		accept, _, _ = strings.Cut(accept, " ")
		acme = world("&accept=" + accept).tenant("acme")
		if err := acme.Use(t.Context(), acme.url(via(place.url))); err != nil {
			t.Errorf("%s, accepted: %v", mode, err)
		}
	}
	own := s.owned("acme")
	acme := world("").tenant("acme")
	if err := acme.Use(t.Context(), acme.url(via(own.url))); err != nil {
		t.Errorf("a database of its own: %v", err)
	}
	acme = s.world(nil).tenant("acme")
	if err := acme.Use(t.Context(), acme.url(s.shared().url)); err != nil {
		t.Errorf("the server as it is: %v", err)
	}
}
