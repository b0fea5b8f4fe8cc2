package sqldb

import (
	"context"
	"sync"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb/internal/backend"
)

// Provider opens a Pool per scope under one budget of connections. It works
// with no property set, and makes its directory on first use. It is safe for
// concurrent use.
//
//sig:component name=sqldb version=1.0 scope=provider
type Provider struct {
	sig.Instance

	// Dir is where SQLite files are; URLs are relative to it.
	Dir string `sig:"prop,default=data/sqldb"`
	// Connections is how many may be open over all scopes.
	Connections int `sig:"prop,default=64"`
	// PerScope is how many of them one scope may use at the same time.
	PerScope int `sig:"prop,default=8"`
	// Floor is how many of them go to a scope before others get more: a scope that
	// uses fewer is served first when connections are short.
	Floor int `sig:"prop,default=1"`
	// Idle is for how many seconds a connection stays open without use.
	Idle int `sig:"prop,default=60"`
	// Memory is how many MiB one connection may use; a single value may take a
	// quarter of that.
	Memory int `sig:"prop,default=64"`
	// Creds are the provider's own. Under "admin" is how it reaches servers as their
	// administrator; see the package's documentation.
	Creds sig.Credentials `sig:"requires,optional"`

	mu sync.Mutex
	on *running // guarded by mu; nil while nothing was opened
}

var _ sig.Scoped[Pool] = (*Provider)(nil)

//sig:activate
func (p *Provider) activate(context.Context) error {
	for _, prop := range []struct {
		key      string
		value    int
		max      int
		expected string
	}{
		{"connections", p.Connections, 1 << 16, "a number of connections from 1 to 65536"},
		{"per-scope", p.PerScope, 1 << 16, "a number of connections from 1 to 65536"},
		{"floor", p.Floor, 1 << 16, "a number of connections from 1 to 65536"},
		{"idle", p.Idle, 1 << 20, "a number of seconds from 1 to 1048576"},
		{"memory", p.Memory, 4096, "a number of MiB from 1 to 4096"},
	} {
		if prop.value < 0 || prop.value > prop.max {
			return invalid(prop.key, prop.expected)
		}
	}
	return nil
}

// deactivate closes everything; pools that are still held answer ErrDraining.
//
//sig:deactivate
func (p *Provider) deactivate(context.Context) error {
	p.mu.Lock()
	on := p.on
	p.on = nil
	p.mu.Unlock()
	if on == nil {
		return nil
	}
	return on.close()
}

// start makes what the properties say, once. A property that is zero has its default.
func (p *Provider) start() *running {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.on == nil {
		limit := orDefault(p.Connections, 64)
		dir := p.Dir
		if dir == "" {
			dir = "data/sqldb"
		}
		memory := int64(orDefault(p.Memory, 64)) << 20
		ceiling := min(limit, orDefault(p.PerScope, 8))
		p.on = &running{
			budget:  newBudget(limit, min(ceiling, orDefault(p.Floor, 1)), ceiling, time.Duration(orDefault(p.Idle, 60))*time.Second),
			options: backend.Options{Admin: p.admin, ParseAdmin: parseAdmin, Memory: memory, Warn: p.warn},
			engines: map[string]engine{"sqlite": newSQLite(dir, memory)},
		}
	}
	return p.on
}

func (p *Provider) warn(ctx context.Context, text string) { p.Log().Log(ctx, sig.LevelWarn, text) }

func orDefault(v, def int) int {
	if v <= 0 {
		return def
	}
	return v
}

// Open mints the pool of a scope; it opens no database.
func (p *Provider) Open(_ context.Context, s sig.Scope) (Pool, error) {
	if err := s.Err(); err != nil {
		return Pool{}, err
	}
	return Pool{h: newPool(s, p.start())}, nil
}

// Remains lists what is left of the databases that a scope used: files relative to
// the directory, and databases, schemas and tables with rows on the servers that
// the administrator's credentials name; all of a tenant's for the scope that its
// instances share. A server that does not answer is an error.
func (p *Provider) Remains(ctx context.Context, s sig.Scope) ([]string, error) {
	by, err := claimantOf(s)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, e := range p.start().all() {
		more, err := e.Remains(ctx, by)
		if err != nil {
			return nil, err
		}
		names = append(names, more...)
	}
	return names, nil
}

// Purge removes what Remains lists, and the record of who owned it. A database
// that another scope of the same tenant uses stays until that one is purged; one
// that a pool has open is ErrBusy. Logins are the operator's and stay.
func (p *Provider) Purge(ctx context.Context, s sig.Scope) error {
	by, err := claimantOf(s)
	if err != nil {
		return err
	}
	on := p.start()
	for _, e := range on.all() {
		if err := e.Purge(ctx, by, on.budget.uses); err != nil {
			return err
		}
	}
	return nil
}

// claimantOf works for scopes that have ended, and not for the zero Scope.
func claimantOf(s sig.Scope) (claimant, error) {
	by := claimant{Owner: ownerOf(s), Namespace: s.Namespace()}
	if by.Owner == "" {
		return claimant{}, errNoScope
	}
	if s.Tenant() != "" && s.Instance() == "" {
		by.Namespace = ""
	}
	return by, nil
}

// Stats shows the state of the budget at one moment.
type Stats struct {
	Limit int // connections that may be open
	Open  int // that are open
	InUse int // that calls use
	Idle  int // that are kept for the next call

	Scopes    int // with a pool
	Databases int // that pools use
	Draining  int // that are out of force and finish calls in flight
	Waiting   int // calls that wait for a connection

	Opened, Closed uint64 // connections since the start
	Evicted        uint64 // closed to make room for another database
	Rebound        uint64 // passed from one tenant of shared tables to another
	Expired        uint64 // closed because they were idle
	Waited         uint64 // calls that had to wait
	Refused        uint64 // calls whose time was over before a connection was free
}

// Stats returns the counters.
func (p *Provider) Stats() Stats { return p.start().budget.stats() }
