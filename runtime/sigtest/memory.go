package sigtest

import (
	"context"
	"iter"
	"maps"
	"slices"
	"strings"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/abi"
)

// memoryRank is below that of any provider that a test discovers.
const memoryRank = -1000

func memoryFactories() []sig.Factory {
	return []sig.Factory{
		memoryFactory("memory-config", func() any { return &Config{values: map[string]string{}} }),
		memoryFactory("memory-credentials", func() any { return new(credentials) }),
		memoryFactory("memory-storage", func() any { return &storage{objects: map[string][]byte{}} }),
	}
}

// memory is a mounted fake.
type memory struct {
	abi.Instance
	in   sig.Instance
	impl any
}

func memoryFactory(name string, impl func() any) sig.Factory {
	return abi.NewFactory(abi.Component{
		Component: name, Type: "sigtest." + name, Scope: abi.ScopeProvider, Rank: memoryRank,
		New: func(m *abi.Mount) abi.Body {
			i := &memory{impl: impl()}
			abi.Attach(m, &i.in, i)
			return i
		},
		Self: func(b abi.Body) any { return b.(*memory).impl },
	})
}

// Config is configuration in memory: what a kernel of this package reads unless
// a provider replaces it. sig.Require with sig.ConfigAdminContract finds it.
type Config struct {
	write    sync.Mutex // held over a change
	listener sig.ConfigListener
	mu       sync.RWMutex
	values   map[string]string // guarded by mu
}

// Lookup returns the value at an absolute path.
func (c *Config) Lookup(path string) (string, bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	v, ok := c.values[path]
	return v, ok
}

// Get is Lookup.
func (c *Config) Get(path string) (string, bool) { return c.Lookup(path) }

// Set changes one path.
func (c *Config) Set(path, value string) error { return c.SetMany(map[string]string{path: value}) }

// SetMany changes several paths as one.
func (c *Config) SetMany(values map[string]string) error {
	return c.change(func(m map[string]string) []sig.ConfigChange {
		var changes []sig.ConfigChange
		for _, p := range slices.Sorted(maps.Keys(values)) {
			m[p] = values[p]
			changes = append(changes, sig.ConfigChange{Path: p, Value: values[p]})
		}
		return changes
	})
}

// Delete removes a path.
func (c *Config) Delete(path string) error {
	return c.change(func(m map[string]string) []sig.ConfigChange {
		delete(m, path)
		return []sig.ConfigChange{{Path: path, Deleted: true}}
	})
}

type view map[string]string

func (v view) Lookup(path string) (string, bool) { s, ok := v[path]; return s, ok }

func (c *Config) change(f func(map[string]string) []sig.ConfigChange) error {
	c.write.Lock()
	defer c.write.Unlock()
	c.mu.RLock()
	next := maps.Clone(c.values)
	c.mu.RUnlock()
	changes := f(next)
	commit := func() {}
	if c.listener != nil {
		var err error
		if commit, err = c.listener.Prepare(changes, view(next)); err != nil {
			return err
		}
	}
	c.mu.Lock()
	c.values = next
	c.mu.Unlock()
	commit()
	return nil
}

// Attach has the kernel follow changes.
func (c *Config) Attach(l sig.ConfigListener) (func(), error) {
	c.write.Lock()
	defer c.write.Unlock()
	c.listener = l
	return func() {
		c.write.Lock()
		defer c.write.Unlock()
		c.listener = nil
	}, nil
}

// Open mints the raw configuration of a scope.
func (c *Config) Open(_ context.Context, s sig.Scope) (sig.Config, error) {
	return sig.NewConfig(s, c), s.Err()
}

// Remains lists the paths of a tenant. They belong to it as a whole, so that no
// single instance has any.
func (c *Config) Remains(_ context.Context, s sig.Scope) ([]string, error) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	var left []string
	for _, path := range slices.Sorted(maps.Keys(c.values)) {
		if ofTenant(s, path) {
			left = append(left, path)
		}
	}
	return left, nil
}

// Purge removes what Remains lists.
func (c *Config) Purge(_ context.Context, s sig.Scope) error {
	return c.change(func(m map[string]string) (changes []sig.ConfigChange) {
		for _, path := range slices.Sorted(maps.Keys(m)) {
			if ofTenant(s, path) {
				delete(m, path)
				changes = append(changes, sig.ConfigChange{Path: path, Deleted: true})
			}
		}
		return changes
	})
}

func ofTenant(s sig.Scope, path string) bool {
	return s.Tenant() != "" && s.Instance() == "" && strings.HasPrefix(path, "tenants."+s.Tenant()+".")
}

// credentials has no credential for anybody, until a test brings its own source.
type credentials struct {
	values map[string]string

	mu       sync.Mutex
	anything map[string]string // guarded by mu; by tenant, what every key of it has
}

func (c *credentials) Open(_ context.Context, s sig.Scope) (sig.Credentials, error) {
	return sig.NewCredentials(s, c), s.Err()
}
func (c *credentials) Remains(context.Context, sig.Scope) ([]string, error) { return nil, nil }
func (c *credentials) Purge(context.Context, sig.Scope) error               { return nil }

func (c *credentials) LookupCredential(_ context.Context, s sig.Scope, key string) (sig.Secret, error) {
	v, ok := c.values[key]
	if !ok {
		c.mu.Lock()
		v, ok = c.anything[s.Tenant()]
		c.mu.Unlock()
	}
	if !ok {
		return sig.Secret{}, &sig.Error{Code: sig.CodeNotFound, Path: key, Expected: "a credential of this scope"}
	}
	return sig.NewSecret(v), nil
}

// storage is a StorageBackend in memory.
type storage struct {
	mu      sync.Mutex
	objects map[string][]byte // guarded by mu
}

func (s *storage) Open(_ context.Context, scope sig.Scope) (sig.Storage, error) {
	return sig.NewStorage(scope, s), scope.Err()
}

func (s *storage) Remains(_ context.Context, scope sig.Scope) ([]string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var left []string
	for _, name := range slices.Sorted(maps.Keys(s.objects)) {
		if strings.HasPrefix(name, scope.Namespace()+"/") {
			left = append(left, name)
		}
	}
	return left, nil
}

func (s *storage) Purge(_ context.Context, scope sig.Scope) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	maps.DeleteFunc(s.objects, func(name string, _ []byte) bool { return strings.HasPrefix(name, scope.Namespace()+"/") })
	return nil
}

func (s *storage) PutObject(_ context.Context, name string, data []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.objects[name] = slices.Clone(data)
	return nil
}

func (s *storage) GetObject(_ context.Context, name string) ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	data, ok := s.objects[name]
	if !ok {
		return nil, &sig.Error{Code: sig.CodeNotFound, Expected: "an object under this key"}
	}
	return slices.Clone(data), nil
}

func (s *storage) DeleteObject(_ context.Context, name string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, ok := s.objects[name]; !ok {
		return &sig.Error{Code: sig.CodeNotFound, Expected: "an object under this key"}
	}
	delete(s.objects, name)
	return nil
}

func (s *storage) ListObjects(_ context.Context, prefix string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		s.mu.Lock()
		names := slices.Sorted(maps.Keys(s.objects))
		s.mu.Unlock()
		for _, name := range names {
			if strings.HasPrefix(name, prefix) && !yield(name, nil) {
				return
			}
		}
	}
}
