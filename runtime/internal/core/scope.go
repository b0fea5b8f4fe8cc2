package core

import (
	"context"
	"sync"
)

// A Scope says for whom a handle is minted. Only the kernel makes one; the zero
// Scope names nobody and everything that takes one refuses it.
//
// A Scope is safe for concurrent use.
type Scope struct {
	s  *scope
	by *Mounted // the provider whom the kernel gave it to open a handle; nil for others
}

type scope struct {
	tenant, instance, component, incarnation string
	namespace                                string
	whole                                    bool

	once  sync.Once
	mu    sync.Mutex
	ended bool     // guarded by mu
	ends  []*onEnd // guarded by mu; run in reverse
}

type onEnd struct{ f func() }

// Tenant is the tenant's name, "" for shared components and providers.
func (s Scope) Tenant() string {
	if s.s == nil {
		return ""
	}
	return s.s.tenant
}

// Instance is the instance's name, "" for what all instances of a tenant share.
func (s Scope) Instance() string {
	if s.s == nil {
		return ""
	}
	return s.s.instance
}

// Component is the component's name, "" for what all instances of a tenant share.
func (s Scope) Component() string {
	if s.s == nil {
		return ""
	}
	return s.s.component
}

// Incarnation tells a recreated tenant from its predecessor: it is part of every
// namespace, so the successor never meets the predecessor's data.
func (s Scope) Incarnation() string {
	if s.s == nil {
		return ""
	}
	return s.s.incarnation
}

// Namespace is a slash-separated path that no other scope has and that is no
// prefix of another's, Whole aside. Every part follows the grammar of names. Providers
// put it before whatever they store.
func (s Scope) Namespace() string {
	if s.s == nil {
		return ""
	}
	return s.s.namespace
}

// Whole reports whether the scope stands for everything of one incarnation of a
// tenant: what its instances share and what each of them has, mounted or not. Its
// namespace and a slash are the prefix of all theirs. It comes to Purge and Remains only.
func (s Scope) Whole() bool { return s.s != nil && s.s.whole }

// Err is nil while the scope's owner and the provider that opened its handle live,
// ErrInstanceGone afterwards and ErrDenied for the zero Scope.
func (s Scope) Err() error {
	if s.s == nil {
		return errNoScope
	}
	s.s.mu.Lock()
	defer s.s.mu.Unlock()
	if s.s.ended {
		return &Error{Code: CodeInstanceGone, Instance: s.s.instance}
	}
	if s.by != nil && s.by.phase.Load() == phaseGone {
		return &Error{Code: CodeInstanceGone, Instance: s.by.inst.name, Expected: "the provider that opened this handle; it left"}
	}
	return nil
}

// Admits is Err, in the call that ctx belongs to: the handle of one tenant is
// ErrScope in the call of another, however it got there. A provider asks it before
// every use of a handle that has a context.
func (s Scope) Admits(ctx context.Context) error {
	if s.s == nil {
		return errNoScope
	}
	if c := callerOf(ctx); c != nil && c.tenantName() != "" && s.s.tenant != "" && c.tenantName() != s.s.tenant {
		return errForeignHandle
	}
	return s.Err()
}

var errForeignHandle = Errf(CodeScope, "a handle of the tenant for whom this call is made")

var errNoScope = Errf(CodeDenied, "this handle was not minted by a kernel; declare it as a field with `sig:\"requires\"`")

// OnEnd has f run when the owner is gone, after its last call; functions run in
// reverse order of registration, on the goroutine that removes the owner. When
// the scope has ended already, f runs at once. The returned function takes f off
// and reports whether it had not run.
func (s Scope) OnEnd(f func()) (stop func() bool) {
	if s.s == nil {
		return func() bool { return false }
	}
	e := &onEnd{f: f}
	s.s.mu.Lock()
	if s.s.ended {
		s.s.mu.Unlock()
		f()
		return func() bool { return false }
	}
	s.s.ends = append(s.s.ends, e)
	s.s.mu.Unlock()
	return func() bool {
		s.s.mu.Lock()
		defer s.s.mu.Unlock()
		for i, x := range s.s.ends {
			if x == e {
				s.s.ends = append(s.s.ends[:i], s.s.ends[i+1:]...)
				return true
			}
		}
		return false
	}
}

// end marks the scope dead and runs what waits for that. Whoever calls it again
// waits until all of that has run.
func (s *scope) end() { s.once.Do(s.finish) }

func (s *scope) finish() {
	s.mu.Lock()
	s.ended = true
	ends := s.ends
	s.ends = nil
	s.mu.Unlock()
	for i := len(ends) - 1; i >= 0; i-- {
		ends[i].f()
	}
}

func wholeScope(tenant, incarnation string) *scope {
	return &scope{tenant: tenant, incarnation: incarnation, whole: true, namespace: "tenants/" + tenant + "/" + incarnation}
}

func newScope(tenant, incarnation, component, instance string) *scope {
	s := &scope{tenant: tenant, instance: instance, component: component, incarnation: incarnation}
	switch {
	case tenant == "":
		s.namespace = "shared/" + component + "/" + instance
	case instance == "":
		s.namespace = "tenants/" + tenant + "/" + incarnation + "/tenant"
	default:
		s.namespace = "tenants/" + tenant + "/" + incarnation + "/instances/" + component + "/" + instance
	}
	return s
}
