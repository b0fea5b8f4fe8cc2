package config

import (
	"context"
	"iter"
	"strings"
	"sync/atomic"

	sig "github.com/sigen-dev/sigen/runtime"
)

const defaultSecrets = "*password*|*secret*|*token*|*key*"

// Provider is the provider of configuration. It works without any property: it
// then reads the environment and keeps runtime values in memory. It is safe for
// concurrent use; before activation and after deactivation it refuses writes.
// It is an Admin, a sig.ConfigBackend, a sig.Ledger and a sig.Scoped[sig.Config].
//
//sig:component name=config version=1.0 scope=provider
type Provider struct {
	sig.Instance

	// File is a YAML file to read and to follow; none when empty.
	File string `sig:"prop,optional"`
	// State is a directory for runtime values; they are kept in memory when empty.
	State string `sig:"prop,optional"`
	// SecretPaths are patterns, separated by '|', of values that History and
	// Explain do not show. A pattern without a dot is for the last name of a
	// path, one with a dot for the whole path.
	SecretPaths string `sig:"prop,default='*password*|*secret*|*token*|*key*'"`
	// HistorySize is the number of changes kept for History and Rollback.
	HistorySize int `sig:"prop,default=10000,min=0,max=10000000"`

	store atomic.Pointer[store]
}

var (
	_ Admin                  = (*Provider)(nil)
	_ sig.ConfigBackend      = (*Provider)(nil)
	_ sig.Ledger             = (*Provider)(nil)
	_ sig.Scoped[sig.Config] = (*Provider)(nil)
)

//sig:activate
func (p *Provider) activate(ctx context.Context) error {
	patterns := p.SecretPaths
	if patterns == "" {
		patterns = defaultSecrets
	}
	log := p.Log()
	s, err := open(options{
		File: p.File, State: p.State, SecretPaths: patterns, History: p.HistorySize,
		Log: func(level int, msg string, attrs ...sig.Attr) { log.Log(context.Background(), level, msg, attrs...) },
		Refused: func(err error) {
			e := FileRefused{File: p.File, Error: err.Error()}
			if err := p.Publish(context.Background(), "config.file-refused", e); err != nil {
				log.Log(context.Background(), sig.LevelWarn, "shared components were not told of the configuration file", sig.Attr{Key: "error", Value: err.Error()})
			}
		},
	}.filled())
	if err != nil {
		return err
	}
	p.store.Store(s)
	return nil
}

//sig:deactivate
func (p *Provider) deactivate(ctx context.Context) error {
	if s := p.store.Load(); s != nil {
		return s.close()
	}
	return nil
}

// health reports a file that is not in force and a log that takes no writes.
//
//sig:health
func (p *Provider) health(ctx context.Context) error {
	s, err := p.active()
	if err != nil {
		return err
	}
	return s.health()
}

func (p *Provider) active() (*store, error) {
	if s := p.store.Load(); s != nil {
		return s, nil
	}
	return nil, errStopped
}

// Lookup implements sig.ConfigView.
func (p *Provider) Lookup(path string) (string, bool) {
	s := p.store.Load()
	if s == nil {
		return "", false
	}
	return s.Lookup(path)
}

// Children implements sig.ConfigLister.
func (p *Provider) Children(path string) []string {
	s := p.store.Load()
	if s == nil {
		return nil
	}
	return s.Children(path)
}

// Attach implements sig.ConfigBackend.
func (p *Provider) Attach(l sig.ConfigListener) (detach func(), err error) {
	s, err := p.active()
	if err != nil {
		return nil, err
	}
	return s.attach(l)
}

// Open implements sig.Scoped: the configuration of one scope.
func (p *Provider) Open(ctx context.Context, sc sig.Scope) (sig.Config, error) {
	if err := sc.Err(); err != nil {
		return sig.Config{}, err
	}
	return sig.NewConfig(sc, p), nil
}

// Remains implements sig.Scoped. Runtime values belong to a tenant as a whole, so
// only its tenant-wide scope has any. The file and the environment are the
// operator's and nothing that a tenant left behind.
func (p *Provider) Remains(ctx context.Context, sc sig.Scope) ([]string, error) {
	root, err := purgeable(sc)
	if err != nil || root == "" {
		return nil, err
	}
	s, err := p.active()
	if err != nil {
		return nil, err
	}
	return s.runtime.under(root), nil
}

// Purge implements sig.Scoped: it removes the runtime values and their history,
// from the disk too, for which it rewrites the log.
func (p *Provider) Purge(ctx context.Context, sc sig.Scope) error {
	root, err := purgeable(sc)
	if err != nil || root == "" {
		return err
	}
	s, err := p.active()
	if err != nil {
		return err
	}
	return s.purge(root)
}

// Incarnation implements sig.Ledger. Without a state directory it counts from
// the start of the process.
func (p *Provider) Incarnation(tenant string) (string, error) {
	s, err := p.active()
	if err != nil {
		return "", err
	}
	return s.incarnation(tenant)
}

// BeginRetire implements sig.Ledger.
func (p *Provider) BeginRetire(tenant, incarnation string, hooks []string) error {
	s, err := p.active()
	if err != nil {
		return err
	}
	return s.beginRetire(tenant, incarnation, hooks)
}

// Retiring implements sig.Ledger.
func (p *Provider) Retiring(tenant string) (incarnation string, hooks []string, err error) {
	s, err := p.active()
	if err != nil {
		return "", nil, err
	}
	incarnation, hooks = s.retiringOf(tenant)
	return incarnation, hooks, nil
}

// Unfinished implements sig.Ledger.
func (p *Provider) Unfinished() ([]string, error) {
	s, err := p.active()
	if err != nil {
		return nil, err
	}
	return s.unfinished(), nil
}

// Retire implements sig.Ledger.
func (p *Provider) Retire(tenant, incarnation string) error {
	s, err := p.active()
	if err != nil {
		return err
	}
	if p.State == "" {
		p.Log().Log(context.Background(), sig.LevelWarn, "an end of a tenant is recorded in memory alone: after a restart a tenant of that name is its predecessor again, and does not find what it kept since; set the property state",
			sig.Attr{Key: "target", Value: tenant}, sig.Attr{Key: "incarnation", Value: incarnation})
	}
	return s.retire(tenant, incarnation)
}

// The methods of Admin, for writes made by "host".

func (p *Provider) host() admin { return admin{p: p, who: "host"} }

// Get implements sig.ConfigAdmin.
func (p *Provider) Get(path string) (string, bool) { return p.Lookup(path) }

// Set implements sig.ConfigAdmin.
func (p *Provider) Set(path, value string) error { return p.host().Set(path, value) }

// SetMany implements sig.ConfigAdmin.
func (p *Provider) SetMany(values map[string]string) error { return p.host().SetMany(values) }

// Delete implements sig.ConfigAdmin.
func (p *Provider) Delete(path string) error { return p.host().Delete(path) }

// As implements Admin.
func (p *Provider) As(who string) Admin { return p.host().As(who) }

// Version implements Admin.
func (p *Provider) Version() uint64 { return p.host().Version() }

// Watch implements Admin.
func (p *Provider) Watch(ctx context.Context, prefix string) iter.Seq[Event] {
	return p.host().Watch(ctx, prefix)
}

// History implements Admin.
func (p *Provider) History(path string) []Change { return p.host().History(path) }

// Rollback implements Admin.
func (p *Provider) Rollback(version uint64) error { return p.host().Rollback(version) }

// Explain implements Admin.
func (p *Provider) Explain(path string) []Origin { return p.host().Explain(path) }

// An admin is the provider with the name of who writes.
type admin struct {
	p   *Provider
	who string
}

func (a admin) Get(path string) (string, bool) { return a.p.Lookup(path) }

func (a admin) Set(path, value string) error {
	s, err := a.p.active()
	if err != nil {
		return err
	}
	return s.set(a.who, path, value)
}

func (a admin) SetMany(values map[string]string) error {
	s, err := a.p.active()
	if err != nil {
		return err
	}
	return s.setMany(a.who, values)
}

func (a admin) Delete(path string) error {
	s, err := a.p.active()
	if err != nil {
		return err
	}
	return s.delete(a.who, path)
}

func (a admin) As(who string) Admin {
	who = strings.ToValidUTF8(who, "?")
	if len(who) > maxWho {
		who = strings.ToValidUTF8(who[:maxWho], "")
	}
	return admin{p: a.p, who: who}
}

func (a admin) Version() uint64 {
	if s := a.p.store.Load(); s != nil {
		return s.version.Load()
	}
	return 0
}

func (a admin) Watch(ctx context.Context, prefix string) iter.Seq[Event] {
	if s := a.p.store.Load(); s != nil {
		return s.watch(ctx, prefix)
	}
	return func(func(Event) bool) {}
}

func (a admin) History(path string) []Change {
	s := a.p.store.Load()
	if s == nil {
		return nil
	}
	s.pastMu.RLock()
	defer s.pastMu.RUnlock()
	return s.past.of(path, s.redact)
}

func (a admin) Rollback(version uint64) error {
	s, err := a.p.active()
	if err != nil {
		return err
	}
	return s.rollback(a.who, version)
}

func (a admin) Explain(path string) []Origin {
	if s := a.p.store.Load(); s != nil {
		return s.explain(path)
	}
	return nil
}
