package mariadb

import (
	"context"
	"net"
	"strconv"
	"strings"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb/internal/backend"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb/internal/socket"
)

const engineName = "mariadb"

func init() { Register() }

// Register links the engine; importing the package does the same.
func Register() {
	backend.Register(engineName, func(o backend.Options) backend.Engine {
		return &engine{opt: o, servers: map[string]*server{}}
	})
}

// engine is the engine of MariaDB and MySQL; the provider makes one.
type engine struct {
	opt backend.Options

	mu      sync.Mutex
	closed  bool               // guarded by mu, as is all below
	servers map[string]*server // by address
}

// A server is one that the administrator's credentials name.
type server struct {
	e    *engine
	addr string
	turn chan struct{} // holds one token; for the fields below
	l    *link         // the administrator's connection
	id   string        // of the records, the same by every name of the server
}

// A place is a database of a server. Places compare with ==.
type place struct {
	server backend.Server
	id     string
}

func (p place) key() string { return engineName + "/" + p.id + "/" + p.server.Database }

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
	if _, ok := all[addr]; !ok {
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
	s = &server{e: e, addr: addr, turn: make(chan struct{}, 1)}
	e.servers[addr] = s
	return s, nil
}

// with runs f with the administrator's connection, which comes back after it was
// lost. One at a time.
func (s *server) with(ctx context.Context, f func(ctx context.Context, l *link) error) error {
	ctx, cancel := backend.WithLife(ctx)
	defer cancel()
	select {
	case s.turn <- struct{}{}:
		defer func() { <-s.turn }()
	case <-ctx.Done():
		return backend.Ended(ctx, "the administrator's connection to be free")
	}
	if s.l != nil && !socket.Quiet(s.l.socket) {
		s.l.Close()
		s.l = nil
	}
	if s.l == nil {
		var err error
		if s.l, err = s.administrator(ctx); err != nil {
			return err
		}
	}
	err := f(ctx, s.l)
	if ctx.Err() != nil { // the driver closes a connection whose context ends
		s.l.Close()
		s.l = nil
	}
	return err
}

// administrator makes a connection of the administrator.
func (s *server) administrator(ctx context.Context) (*link, error) {
	all, err := s.e.configured(ctx)
	if err != nil {
		return nil, err
	}
	login, ok := all[s.addr]
	if !ok {
		return nil, backend.Denied("an administrator's URL for this server in the provider's credentials")
	}
	return dial(ctx, login, 256<<20)
}

// Hold does nothing: a server's database stays without connections.
func (e *engine) Hold(context.Context, backend.Target) (func(), error) { return nil, nil }

// Close ends the administrator's connections.
func (e *engine) Close() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, s := range e.servers {
		s.turn <- struct{}{}
		if s.l != nil {
			s.l.Close()
			s.l = nil
		}
		<-s.turn
	}
	clear(e.servers)
	e.closed = true // what comes back late opens nothing again
	return nil
}

var errClosed = &sig.Error{Code: sig.CodeDraining, Expected: "a provider of databases that is active"}

// quote makes an identifier of any name, text a string.
func quote(name string) string { return "`" + strings.ReplaceAll(name, "`", "``") + "`" }

func text(s string) string {
	return "'" + strings.NewReplacer(`\`, `\\`, "'", "''").Replace(s) + "'"
}
