package core

import (
	"context"
	"slices"
	"strings"

	"github.com/sigen-dev/sigen/runtime/abi/codec"
)

// This file lets package sigtest put things into the path of a call: another way for
// it, and faults. A kernel without them pays nothing: a client that has to take another way
// never binds to its instance, and faults are one of the bits that are looked at anyway.

// A Detour is the way that calls take in a kernel of a test although their instance is here.
type Detour uint8

// The detours; the zero Detour is none.
const (
	DetourEncoded   Detour = iota + 1 // through the codecs of params and result
	DetourTransport                   // through the kernel's transports
)

// WithDetour sends every call of a typed client, and with DetourTransport also those by
// name from bytes to bytes, another way. For DetourTransport the kernel needs a transport
// that leads back to it.
func WithDetour(d Detour) Option { return optionFunc(func(k *Kernel) { k.detour = d }) }

// A TestCall says which call a fault is asked about.
type TestCall struct {
	Tenant, Instance, Component string
	Runnable                    string // its name without the route's, or the subscriber's method
	Clock                       Clock  // the kernel's
}

// Faults are what package sigtest has happen to calls. Either func may be nil. They are
// called from many goroutines.
type Faults struct {
	// Enter is called when a call has been let in, or an event comes to its subscriber, before
	// the component's code. What it returns is the call's error, and its panic is the component's.
	Enter func(ctx context.Context, c TestCall) error
	// Carry stands around what a transport does with a call.
	Carry func(ctx context.Context, e Envelope, invoke func() ([]byte, error)) ([]byte, error)
}

// WithFaults puts faults into a kernel.
func WithFaults(f Faults) Option {
	return optionFunc(func(k *Kernel) {
		k.faults = append(k.faults, f)
		if f.Enter != nil {
			k.guards.Or(guardFaults)
		}
	})
}

// WithPublished has f get every event in place of subscribers, of whatever topic and type.
func WithPublished(f func(instance, topic string, payload any)) Option {
	return optionFunc(func(k *Kernel) { k.published = f })
}

// An OverheardEvent is an event that an instance published or is about to hear, or a
// request that it is about to send outside.
type OverheardEvent struct {
	Tenant, Instance string // of who published it, or hears it, or sends it
	Heard, Outside   bool
	Topic            string // or method and URL
	Payload          []byte // JSON, or headers and body, for looking at
}

// WithOverheard has f see every event, once when it is published and once for each try of its
// delivery. It is called from many goroutines.
func WithOverheard(f func(OverheardEvent)) Option {
	return optionFunc(func(k *Kernel) { k.overheard = f })
}

func (i *inst) overhear(heard bool, topic string, data []byte) {
	if f := i.k.overheard; f != nil {
		f(OverheardEvent{Tenant: i.target(), Instance: i.name, Heard: heard, Topic: topic, Payload: data})
	}
}

// overhearRequest tells of a request where a kernel had the handle opened.
func overhearRequest(s Scope, r *HTTPRequest) {
	if s.by == nil || s.by.inst.k.overheard == nil {
		return
	}
	var b []byte
	for name, values := range r.Header {
		b = append(b, name+": "+strings.Join(values, ", ")+"\n"...)
	}
	s.by.inst.k.overheard(OverheardEvent{
		Tenant: s.Tenant(), Instance: s.Instance(), Outside: true,
		Topic: r.Method + " " + r.URL, Payload: append(b, r.Body...),
	})
}

// Quiet reports whether no subscription of an instance delivers anything now. One that failed and
// waits for its next try does not.
func Quiet(k *Kernel, instance string) bool {
	i := k.exact.get(instance)
	if i == nil {
		return true
	}
	b := i.live.Load()
	if b == nil {
		return true
	}
	r := b.rare.Load()
	if r == nil {
		return true
	}
	return !slices.ContainsFunc(r.queues, (*queue).busy)
}

func (q *queue) busy() bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.running && !q.rests.Load()
}

// fault is what the faults do to a call of an instance.
func (b *Mounted) fault(ctx context.Context, runnable string) error {
	i := b.inst
	for _, f := range i.k.faults {
		if f.Enter == nil {
			continue
		}
		if err := f.Enter(ctx, TestCall{Tenant: i.target(), Instance: i.name, Component: i.spec.Component, Runnable: runnable, Clock: i.k.clock}); err != nil {
			return err
		}
	}
	return nil
}

// faulted is fault for a call that is let in: a panic of the faults is the runnable's, and a
// deadline that ended meanwhile is its timeout.
func (p *Pass) faulted() (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = p.panicked(v)
		}
		if err != nil && p.extra.timeout > 0 {
			p.expired(&err)
		}
	}()
	return p.b.fault(p.Ctx, p.spec.Methods[p.m].Name)
}

// carried is carry with faults around it.
func (k *Kernel) carried(ctx context.Context, t Transport, e Envelope) ([]byte, error) {
	invoke := func() ([]byte, error) { return carry(ctx, t, e) }
	for _, f := range k.faults {
		if f.Carry != nil {
			inner := invoke
			invoke = func() ([]byte, error) { return f.Carry(ctx, e, inner) }
		}
	}
	return invoke()
}

// carries reports whether a test has things happen to what transports carry. A stream comes whole
// then, so that what happens to it is what happens to a call.
func (k *Kernel) carries() bool {
	return slices.ContainsFunc(k.faults, func(f Faults) bool { return f.Carry != nil })
}

// errDetour says that a call goes another way than to the instance that is here.
var errDetour = Errf(CodeNotFound, "another way")

// detours reports whether the calls of a client go another way. A client of any is the
// one that a detour itself calls with at its end.
func (k *Kernel) detours(client any) bool {
	if k.detour == 0 {
		return false
	}
	_, last := client.(*straight)
	return !last
}

// A straight client goes to the instance. No generated client is one, for no contract is any.
type straight = client[any]

// divert opens a call that goes another way.
func (g *grant) divert(ctx context.Context, p *Pass, m int) error {
	p.Ctx, p.spec, p.m = ctx, g.spec, m
	if g.k.detour == DetourEncoded {
		p.extra = &passExtra{away: func(params []byte) ([]byte, error) {
			return g.straight().encoded(ctx, "", m, params)
		}}
		return nil
	}
	// The identity that the callee shall see, as identify mints it for a call that stays here.
	c, target := g.caller, g.tenantName()
	if have := callerOf(ctx); have != nil {
		switch {
		case c.kind == scopeHost:
			if target != "" && target != have.tenantName() {
				return notFound(g.spec.runnable(m))
			}
			c = have
		case c.kind == ScopeShared && have.ten != nil:
			c, target = have, have.ten.name
		case c.kind == ScopeTenant && have.ten != nil && have.ten != c.ten:
			return errForeignHandle
		}
	}
	if c.kind == ScopeAdmin {
		if err := g.k.auditCall(ctx, c, g.spec.runnable(m), target); err != nil {
			return err
		}
	}
	r := &remoteCall{k: g.k, caller: c, target: target}
	if i := g.only; i != nil {
		if i = i.newest(); i.removed() {
			return g.spec.named(i.absent(), m)
		}
		if g.owner != nil && g.target == "" { // an element of a list is one instance and no other
			r.exact, r.target = i.name, i.target()
		}
	}
	p.extra = &passExtra{remote: r}
	return nil
}

// straight is a client with the same permission that goes straight to the instance.
func (g *grant) straight() *straight { return &straight{grant: *g} }

// transported reports whether calls from bytes to bytes go through transports. The kernel of a zero
// Bus is nil.
func (k *Kernel) transported() bool { return k != nil && k.detour == DetourTransport }

// invokeDiverted is InvokeJSON through the transports.
func (k *Kernel) invokeDiverted(ctx context.Context, name, target string, has bool, in []byte) ([]byte, error) {
	if !k.admits() {
		return nil, errNotOpen
	}
	c := callerOf(ctx)
	if c == nil {
		c = freeHost
	}
	if own := c.tenantName(); !c.free && has && target != own {
		return nil, notFound(name)
	}
	if has {
		var err error
		if in, err = codec.WithoutTarget(in); err != nil {
			return nil, wrapCodec(err, name, "")
		}
	}
	return k.sendNamed(ctx, name, target, c, in, "")
}
