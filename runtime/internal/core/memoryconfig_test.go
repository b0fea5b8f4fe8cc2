package core

import (
	"context"
	"maps"
	"sync"
	"testing"
)

// A memoryConfig is a provider of configuration in memory.
type memoryConfig struct {
	write    sync.Mutex
	listener ConfigListener // guarded by write
	mu       sync.RWMutex
	values   map[string]string // guarded by mu
}

func newMemoryConfig() *memoryConfig { return &memoryConfig{values: map[string]string{}} }

type configInstance struct {
	Mounted
	self Instance
	impl *memoryConfig
}

func (c *memoryConfig) factory() Factory {
	return NewFactory(FactorySpec{
		Component: "config", Type: "core.memoryConfig", Scope: ScopeProvider,
		New: func(m *Mount) Body {
			b := &configInstance{impl: c}
			Attach(m, &b.self, b)
			return b
		},
		Self: func(b Body) any { return b.(*configInstance).impl },
	})
}

func (c *memoryConfig) Lookup(path string) (string, bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	v, ok := c.values[path]
	return v, ok
}

func (c *memoryConfig) Attach(l ConfigListener) (func(), error) {
	c.write.Lock()
	defer c.write.Unlock()
	c.listener = l
	return func() {}, nil
}

type mapView map[string]string

func (v mapView) Lookup(path string) (string, bool) { s, ok := v[path]; return s, ok }

func (c *memoryConfig) set(path, value string) error {
	return c.change(ConfigChange{Path: path, Value: value})
}

func (c *memoryConfig) change(to ConfigChange) error {
	c.write.Lock()
	defer c.write.Unlock()
	c.mu.RLock()
	next := maps.Clone(c.values)
	c.mu.RUnlock()
	next[to.Path] = to.Value
	if to.Deleted {
		delete(next, to.Path)
	}
	commit := func() {}
	if c.listener != nil {
		var err error
		if commit, err = c.listener.Prepare([]ConfigChange{to}, mapView(next)); err != nil {
			return err
		}
	}
	c.mu.Lock()
	c.values = next
	c.mu.Unlock()
	commit()
	return nil
}

func (c *memoryConfig) must(t *testing.T, path, value string) {
	t.Helper()
	if err := c.set(path, value); err != nil {
		t.Errorf("setting %s: %v", path, err)
	}
}

// Open and the rest make it the provider of raw configuration too.
func (c *memoryConfig) Open(_ context.Context, s Scope) (Config, error)  { return NewConfig(s, c), nil }
func (c *memoryConfig) Remains(context.Context, Scope) ([]string, error) { return nil, nil }
func (c *memoryConfig) Purge(context.Context, Scope) error               { return nil }
