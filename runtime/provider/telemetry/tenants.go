package telemetry

import (
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

// A series is what is counted of one tenant, or of all that have none of their own.
type series struct {
	key                             sig.TenantKey // zero for the overflow
	calls, errors, refused, running atomic.Int64
	nanos                           atomic.Int64
}

func (s *series) begin() { s.running.Add(1) }

func (s *series) end(err error, took time.Duration) {
	s.running.Add(-1)
	s.calls.Add(1)
	s.nanos.Add(int64(took))
	if err != nil {
		s.errors.Add(1)
	}
}

// A roster is the tenants that have series of their own: the limit ones whose names come first.
type roster struct {
	limit    int
	overflow series
	known    sync.Map               // sig.TenantKey -> *series; read by calls
	last     atomic.Pointer[string] // the last name while the roster is full, nil while it is not

	mu    sync.Mutex
	names []*series // guarded by mu; by name, and no name twice
}

// of is where a call of a tenant is counted; nil for calls of nobody.
func (r *roster) of(key sig.TenantKey) *series {
	if key == (sig.TenantKey{}) {
		return nil
	}
	if s, ok := r.known.Load(key); ok {
		return s.(*series)
	}
	if last := r.last.Load(); r.limit == 0 || last != nil && key.Name() > *last {
		return &r.overflow
	}
	return r.admit(key)
}

func (r *roster) admit(key sig.TenantKey) *series {
	r.mu.Lock()
	defer r.mu.Unlock()
	if s, ok := r.known.Load(key); ok {
		return s.(*series)
	}
	if !key.Present() { // a call that outlived its tenant
		return &r.overflow
	}
	n, found := slices.BinarySearchFunc(r.names, key.Name(), func(s *series, name string) int { return strings.Compare(s.key.Name(), name) })
	if !found && n >= r.limit {
		return &r.overflow
	}
	s := &series{key: key}
	if found { // of a predecessor of the name
		r.known.Delete(r.names[n].key)
		r.names[n] = s
	} else {
		r.names = slices.Insert(r.names, n, s)
	}
	if len(r.names) > r.limit {
		r.known.Delete(r.names[r.limit].key)
		r.names = r.names[:r.limit]
	}
	r.known.Store(key, s)
	r.full()
	return s
}

// full keeps the last name for those who ask without the lock. r.mu is held.
func (r *roster) full() {
	if len(r.names) < r.limit {
		r.last.Store(nil)
		return
	}
	last := r.names[len(r.names)-1].key.Name()
	r.last.Store(&last)
}

// present drops the series of tenants that are gone, and returns the others by name.
func (r *roster) present() []*series {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.names = slices.DeleteFunc(r.names, func(s *series) bool {
		gone := !s.key.Present()
		if gone {
			r.known.Delete(s.key)
		}
		return gone
	})
	r.full()
	return slices.Clone(r.names)
}
