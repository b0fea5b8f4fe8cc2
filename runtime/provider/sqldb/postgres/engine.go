package postgres

import (
	"context"
	"net"
	"strconv"
	"strings"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb/internal/backend"
)

const engineName = "postgres"

func init() { Register() }

// Register links the engine; importing the package does the same.
func Register() {
	backend.Register(engineName, func(o backend.Options) backend.Engine {
		return &engine{opt: o, servers: map[string]*server{}, homes: map[string]string{}}
	})
}

// engine is the engine of PostgreSQL; the provider makes one.
type engine struct {
	opt backend.Options

	mu      sync.Mutex
	closed  bool               // guarded by mu, as is all below
	servers map[string]*server // by address
	homes   map[string]string  // the records' database, by the server's own identifier
}

// A server is one that the administrator's credentials name.
type server struct {
	e       *engine
	addr    string
	home    string   // the database that keeps the records
	accepts []string // flaws of the server that the operator accepts

	mu     sync.Mutex
	admins map[string]*admin // guarded by mu; by database
	id     string            // guarded by mu; the server's own identifier, once known
	warned bool              // guarded by mu; of what its version has
}

// A place is what one tenant has of a server. Places compare with ==.
type place struct {
	server backend.Server
	id     string // the server's own identifier
	tenant string // with ByRow
}

func (p place) searchPath() string {
	if p.server.Mode == backend.BySchema {
		return quote(p.server.Schema)
	}
	return "public"
}

// key is the identity of a place, whatever name its server was reached by.
func (p place) key() string {
	key := engineName + "/" + p.id + "/" + p.server.Database
	switch p.server.Mode {
	case backend.BySchema:
		key += "/" + p.server.Schema
	case backend.ByRow:
		key += "@" + p.tenant
	}
	return key
}

func address(s backend.Server) string { return net.JoinHostPort(s.Host, strconv.Itoa(int(s.Port))) }

// configured lists the administrators that the credentials name, by address.
func (e *engine) configured(ctx context.Context) (map[string]backend.Server, error) {
	text, err := e.opt.Admin(ctx)
	if err != nil {
		return nil, err
	}
	all := map[string]backend.Server{}
	for field := range strings.FieldsSeq(text) {
		loc, err := e.opt.ParseAdmin(field)
		if err != nil {
			return nil, err
		}
		if loc.Engine == engineName {
			all[address(loc.Server)] = loc.Server
		}
	}
	return all, nil
}

// server finds the server at an address. One without an administrator is refused:
// nobody could say whose its databases are.
func (e *engine) server(ctx context.Context, addr string) (*server, error) {
	e.mu.Lock()
	s, closed := e.servers[addr], e.closed
	e.mu.Unlock()
	if closed {
		return nil, errClosed
	}
	if s != nil {
		return s, nil
	}
	all, err := e.configured(ctx)
	if err != nil {
		return nil, err
	}
	login, ok := all[addr]
	if !ok {
		return nil, backend.Denied("an administrator's URL for this server under the key \"admin\" of the provider's credentials: without one, whose a database is cannot be checked")
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.closed {
		return nil, errClosed
	}
	if s := e.servers[addr]; s != nil {
		return s, nil
	}
	s = &server{e: e, addr: addr, home: login.Database, accepts: strings.Split(login.Accept, ","), admins: map[string]*admin{}}
	e.servers[addr] = s
	return s, nil
}

// all lists every server with an administrator.
func (e *engine) all(ctx context.Context) ([]*server, error) {
	logins, err := e.configured(ctx)
	if err != nil {
		return nil, err
	}
	var all []*server
	for addr := range logins {
		s, err := e.server(ctx, addr)
		if err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	return all, nil
}

// Hold does nothing: a server's database stays without connections.
func (e *engine) Hold(context.Context, backend.Target) (func(), error) { return nil, nil }

// Close ends the administrator's connections.
func (e *engine) Close() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, s := range e.servers {
		s.mu.Lock()
		for _, a := range s.admins {
			a.close()
		}
		s.mu.Unlock()
	}
	clear(e.servers)
	e.closed = true // what comes back late opens nothing again
	return nil
}

var errClosed = &sig.Error{Code: sig.CodeDraining, Expected: "a provider of databases that is active"}

// quote makes an identifier of any name.
func quote(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }
