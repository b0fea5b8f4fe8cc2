package sqldb

import (
	"context"
	"errors"
	"maps"
	"slices"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb/internal/backend"
)

// running is what exists between the first use and deactivation.
type running struct {
	budget  *budget
	options backend.Options

	mu      sync.Mutex
	engines map[string]engine // guarded by mu; by name, made when a URL names them
}

// servers are the engines that a program links by importing them.
var servers = map[string]string{
	"postgres": "github.com/sigen-dev/sigen/runtime/provider/sqldb/postgres",
	"mariadb":  "github.com/sigen-dev/sigen/runtime/provider/sqldb/mariadb",
}

// engine finds or makes an engine.
func (r *running) engine(name string) (engine, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if e := r.engines[name]; e != nil {
		return e, nil
	}
	open := backend.Linked(name)
	if open == nil {
		return nil, backend.Denied(`the import of _ "` + servers[name] + `" in package main: without it this program has no ` + name)
	}
	e := open(r.options)
	r.engines[name] = e
	return e, nil
}

// all makes every engine that is linked, so that what an earlier run of the
// program left behind is found.
func (r *running) all() []engine {
	names := []string{"sqlite"}
	for _, name := range slices.Sorted(maps.Keys(servers)) {
		if backend.Linked(name) != nil {
			names = append(names, name)
		}
	}
	all := make([]engine, 0, len(names))
	for _, name := range names {
		if e, err := r.engine(name); err == nil {
			all = append(all, e)
		}
	}
	return all
}

func (r *running) close() error {
	r.budget.close()
	r.mu.Lock()
	defer r.mu.Unlock()
	var errs []error
	for _, e := range r.engines {
		errs = append(errs, e.Close())
	}
	return errors.Join(errs...)
}

// admin reads the administrator's URLs; "" when there are none.
func (p *Provider) admin(ctx context.Context) (string, error) {
	secret, err := p.Creds.Get(ctx, "admin")
	if errors.Is(err, sig.ErrNotFound) || errors.Is(err, sig.ErrDenied) {
		return "", nil
	}
	return secret.Reveal(), err
}
