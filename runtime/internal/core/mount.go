package core

import (
	"context"
	"errors"
	"slices"
	"sync/atomic"

	"github.com/sigen-dev/sigen/runtime/abi/codec"
	"github.com/sigen-dev/sigen/runtime/reactive"
)

// A Mount is the kernel's hand to a factory while one instance mounts: what it
// mints is for that instance's scope and no other, and it is dead when the
// constructor has returned. It is used by one goroutine.
type Mount struct {
	k    *Kernel
	i    *inst
	ctx  context.Context
	b    *Mounted
	err  error // the first error; the kernel asks for it
	dead atomic.Bool
}

// Attach makes a body the one that mounts and ties the component's Instance to it.
func Attach(m *Mount, in *Instance, body Body) { AttachCells(m, in, body, nil) }

// AttachCells is Attach of a body that begins with cells.
func AttachCells(m *Mount, in *Instance, body Body, cells *reactive.Cells) {
	if !m.usable() || m.b != nil || body == nil {
		m.fail(Errf(CodeDenied, "a mount that is under way and has no body yet"))
		return
	}
	b, i := body.state(), m.i
	if b.inst != nil { // whoever it was would go on as i, with i's identity
		m.fail(&Error{Code: CodeDenied, Instance: i.name, Expected: "a body of its own; the factory attached one that is another's, or was"})
		return
	}
	b.inst = i
	b.cells = cells
	b.self = caller{kind: i.spec.Scope, from: &b.origin, ten: i.tenant}
	in.st = body
	m.b = b
}

func (m *Mount) usable() bool { return m != nil && m.i != nil && !m.dead.Load() }

func (m *Mount) fail(err error) {
	if m != nil && m.err == nil {
		m.err = err
	}
}

// Fail records an error of the constructor.
func (m *Mount) Fail(err error) {
	if err != nil {
		m.fail(wrapCodec(err, "", m.i.name))
	}
}

// Props returns the decoder of the instance's properties.
func (m *Mount) Props() codec.Decoder {
	if !m.usable() {
		return codec.NewDecoder(nil, 0)
	}
	return codec.NewDecoder(orNoProps(m.i.aside().props), 0)
}

// ready reports whether a body is attached; every minting function asks.
func (m *Mount) ready() bool {
	if !m.usable() || m.b == nil {
		m.fail(Errf(CodeDenied, "a mount that is under way; abi mints nothing outside of one"))
		return false
	}
	return m.err == nil
}

// handleScope is the scope of the instance's own handles, made when first needed.
func (m *Mount) handleScope() Scope { return Scope{s: m.i.mintScope(m.b)} }

// tenantScope is the scope that all of the tenant's instances share; of a component
// without a tenant it is its own.
func (m *Mount) tenantScope() Scope {
	if m.i.tenant == nil {
		return m.handleScope()
	}
	return Scope{s: m.i.tenant.sharedScope()}
}

// Handle mints a handle of T for the instance that mounts, or with tenantWide for all
// of its tenant's. Without a provider it is the zero T, which must deny.
func Handle[T any](m *Mount, field string, optional, tenantWide bool) T {
	var zero T
	if !m.ready() {
		return zero
	}
	p := m.provider(Provides[Scoped[T]])
	if p == nil {
		if !optional {
			m.fail(&Error{Code: CodeNotFound, Instance: m.i.name, Path: field, Expected: "a provider of this handle: Discover its ProviderFactory"})
		}
		return zero
	}
	s := m.handleScope()
	if tenantWide {
		s = m.tenantScope()
	}
	s.by = p
	h, err := p.impl().(Scoped[T]).Open(m.ctx, s)
	if err != nil {
		m.fail(&Error{Code: codeOf(err, CodeFailed), Instance: m.i.name, Path: field, Expected: "a handle from " + p.inst.name, Cause: err})
		return zero
	}
	return h
}

// Service finds a Go interface that a provider implements, for components that may
// hold power across tenants: admin and provider ones.
func Service[T any](m *Mount, field string, optional bool) T {
	var zero T
	if !m.ready() {
		return zero
	}
	if s := m.i.spec.Scope; s != ScopeAdmin && s != ScopeProvider {
		m.fail(&Error{Code: CodeDenied, Instance: m.i.name, Path: field, Expected: "scope=admin or scope=provider for a service that is not scoped"})
		return zero
	}
	p := m.provider(Provides[T])
	if p == nil {
		if !optional {
			m.fail(&Error{Code: CodeNotFound, Instance: m.i.name, Path: field, Expected: "a provider of this service"})
		}
		return zero
	}
	return p.impl().(T)
}

func (m *Mount) provider(match func(Provider) bool) *Mounted {
	m.k.mu.Lock()
	defer m.k.mu.Unlock()
	p := m.k.provider(&Requirement{Match: match})
	if p == nil {
		return nil
	}
	return p.live.Load()
}

// NewClient mints the client of a contract for the instance that mounts: it
// calls as that instance, its own tenant and shared components.
func NewClient[T any](m *Mount, spec *ContractSpec) Client[T] {
	if !m.ready() {
		return Client[T]{}
	}
	if m.i.spec.Scope == ScopeAdmin || m.i.spec.Scope == ScopeProvider {
		m.fail(&Error{Code: CodeDenied, Instance: m.i.name, Path: spec.Name, Expected: "an AdminClient: a component without a tenant of its own names the target"})
		return Client[T]{}
	}
	return Client[T]{c: &client[T]{grant: grant{k: m.k, spec: spec, caller: &m.b.self, owner: m.b}}}
}

// NewClients mints one client for each instance behind a contract that the
// mounting instance may use, in rank order, with the value of a property of each
// when key is not "".
func NewClients[T any](m *Mount, spec *ContractSpec, key string) (clients []Client[T], keys []string) {
	if !m.ready() {
		return nil, nil
	}
	m.b.mu.Lock()
	r := m.b.rarely()
	r.lists = append(r.lists, spec)
	m.b.mu.Unlock()
	m.k.mu.Lock()
	found := m.k.servers(spec.Name, m.i)
	m.k.mu.Unlock()
	for _, i := range found {
		if key != "" {
			v, ok := i.prop(key)
			if !ok || slices.Contains(keys, v) {
				continue // a better rank has this key, or it has none
			}
			keys = append(keys, v)
		}
		clients = append(clients, Client[T]{c: &client[T]{grant: grant{k: m.k, spec: spec, caller: &m.b.self, only: i, owner: m.b}}})
	}
	return clients, keys
}

// An AdminAccess makes clients for the targets that an admin component names.
type AdminAccess[T any] struct {
	k    *Kernel
	spec *ContractSpec
	b    *Mounted
}

// NewAdminAccess mints the access of an admin component to a contract.
func NewAdminAccess[T any](m *Mount, spec *ContractSpec) AdminAccess[T] {
	if !m.ready() {
		return AdminAccess[T]{}
	}
	if m.i.spec.Scope != ScopeAdmin {
		m.fail(&Error{Code: CodeDenied, Instance: m.i.name, Path: spec.Name, Expected: "scope=admin for an AdminClient"})
		return AdminAccess[T]{}
	}
	return AdminAccess[T]{k: m.k, spec: spec, b: m.b}
}

// Target makes the client for one tenant; every call through it needs Reason.
func (a AdminAccess[T]) Target(name string) Client[T] {
	if a.k == nil {
		return Client[T]{}
	}
	g := grant{k: a.k, spec: a.spec, caller: &a.b.self, owner: a.b, target: name}
	g.only = g.find(name)
	return Client[T]{c: &client[T]{grant: g}}
}

// HostClient makes a host's client for one target, "" for a shared component. It
// is for the instance that serves the target now, and never for a successor;
// where there is none, for the one that it finds at its first call.
func HostClient[T any](k *Kernel, spec *ContractSpec, target string) Client[T] {
	if k == nil {
		return Client[T]{}
	}
	g := grant{k: k, spec: spec, caller: hostCaller, target: target}
	g.only = g.find(target)
	return Client[T]{c: &client[T]{grant: g}}
}

// prop reads one text property of an instance.
func (i *inst) prop(key string) (value string, ok bool) {
	d := codec.NewDecoder(orNoProps(i.aside().props), codec.Lenient)
	for k := d.Object(); k != nil; k = d.NextKey() {
		if string(k) == key {
			value, ok = d.String(), true
			continue
		}
		d.Skip()
	}
	if d.Finish() != nil {
		return "", false
	}
	if !ok {
		value, ok = i.spec.PropDefaults[key]
	}
	return value, ok
}

// Hooks connect the cells of the instance that mounts to the kernel: failed
// effects are logged and counted, and wiring is checked where the kernel was told to.
func (m *Mount) Hooks() *reactive.Hooks {
	if !m.usable() || m.b == nil {
		return nil
	}
	b := m.b
	if m.i.spec.Start == nil {
		return &m.k.quiet
	}
	return &reactive.Hooks{
		CheckWiring: m.k.wiring,
		Schedule: func(run func()) {
			go func() {
				defer b.inst.work(b.ctx(), WorkEffects)()
				run()
			}()
		},
		OnError: func(_ *reactive.Domain, effect string, err error) {
			b.erred()
			b.log(b.ctx(), LevelError, "an effect failed", Attr{"effect", effect}, Attr{"error", err.Error()})
			b.effectFailed(effect, err)
		},
	}
}

// FailedComputed is the error of a reader whose computed failed: typed, with the
// computed's name. An accessor without an error result panics with it.
func FailedComputed(in *Instance, computed string, err error) *Error {
	e := &Error{Code: codeOf(err, CodeFailed), Instance: in.Name(), Path: computed, Expected: "a computed value", Cause: err}
	var p *reactive.PanicError
	if errors.As(err, &p) {
		e.Code = CodePanic
	}
	return e
}
