package core

import (
	"context"
	"errors"
	"strconv"
	"time"
)

// A Residency says when an instance of a tenant is active. Whatever it is, the
// instance is registered, is routed to and keeps its Ref and its clients; only memory comes and goes.
type Residency uint8

// The residencies. The zero Residency is that of a kernel without any of this.
const (
	// Resident is active from Boot or Add until it is removed.
	Resident Residency = iota
	// Lazy is active from its first call on, and is passivated when it has been idle
	// and its place is needed.
	Lazy
	// Pinned is active from its first call on, and stays.
	Pinned
)

var residencyText = [...]string{"resident", "lazy", "pinned"}

// String is the residency in lower case.
func (r Residency) String() string {
	if int(r) < len(residencyText) {
		return residencyText[r]
	}
	return "residency " + strconv.Itoa(int(r))
}

// A ResidencyPolicy is what a kernel may spend on instances that are Lazy or
// Pinned. A zero field is the default.
type ResidencyPolicy struct {
	// Default is what instances of tenants are for whom SetResidency says nothing.
	Default Residency
	// Active is how many of them may be active at once; 0 for no bound. When they
	// are, one that is idle makes room, or the call is ErrBusy.
	Active int
	// Memory is how many bytes of live heap, as the last collection found them,
	// begin to passivate instances: a sixteenth of the active ones after each collection. 0 for no bound.
	Memory uint64
	// Idle passivates a lazy instance that had no call for this long; 0: only when room is needed.
	Idle time.Duration
	// Activations is how many run at once; default 64.
	Activations int
	// Waiting is how many calls wait for an activation; the next is ErrBusy. Default 4096.
	Waiting int
	// Timeout bounds one activation or passivation; default 30s. Calls wait no
	// longer than their own deadline, and an activation goes on without them.
	Timeout time.Duration
}

const (
	defaultActivations       = 64
	defaultWaiting           = 4096
	defaultActivationTimeout = 30 * time.Second
)

// WithResidency lets instances of tenants be registered without being active.
func WithResidency(p ResidencyPolicy) Option {
	return optionFunc(func(k *Kernel) { k.virtual.policy = p })
}

// complete fills in the defaults.
func (p *ResidencyPolicy) complete() {
	if p.Activations <= 0 {
		p.Activations = defaultActivations
	}
	if p.Waiting <= 0 {
		p.Waiting = defaultWaiting
	}
	if p.Timeout <= 0 {
		p.Timeout = defaultActivationTimeout
	}
	if int(p.Default) >= len(residencyText) {
		p.Default = Resident
	}
}

// choice is whom a rule of residency is for; "" is every component, every target.
type choice struct{ component, target string }

// SetResidency chooses for the instances of a component of one target; component
// or target "" stands for all of them. The narrowest choice counts: of component and
// target, then of the component, then of the target, then of both "". What settings say
// (sig.residency) goes before a choice that is as narrow, and what the properties of an instance say before
// all. It holds for what is registered already, too: what becomes Resident is activated before it
// returns, what becomes Lazy stays active until its place is needed. Components
// without a tenant, and those that subscribe to events, are always Resident: nobody
// calls them first. An unknown component is ErrNotFound. An activation's error is returned and the rest goes on.
func (k *Kernel) SetResidency(ctx context.Context, component, target string, r Residency) error {
	if int(r) >= len(residencyText) {
		return Errf(CodeInvalid, "Resident, Lazy or Pinned")
	}
	if target != "" && !ValidName(target) {
		return &Error{Code: CodeInvalid, Path: "target", Expected: "a tenant's name: " + NameGrammar}
	}
	k.mu.Lock()
	if err := k.usable(); err != nil {
		k.mu.Unlock()
		return err
	}
	if component != "" && k.components[component] == nil {
		k.mu.Unlock()
		return &Error{Code: CodeNotFound, Expected: "component " + strconv.Quote(component) + " is not discovered" + nearest(component, k.order)}
	}
	if k.virtual.choices == nil {
		k.virtual.choices = map[choice]Residency{}
	}
	k.virtual.choices[choice{component, target}] = r
	k.mu.Unlock()

	queue := k.reapply(choice{component, target})
	var errs []error
	for _, i := range queue {
		k.activate(ctx, []*inst{i})
		if State(i.status.Load()) == StateFailed {
			errs = append(errs, i.aside().err)
		}
	}
	return errors.Join(errs...)
}

// residencyOf is what an instance is to be. k.mu is held.
func (k *Kernel) residencyOf(i *inst) Residency {
	if i.tenant == nil || len(i.spec.Subs) > 0 {
		return Resident
	}
	if chosen := i.aside().fate.residency(); chosen > 0 {
		return Residency(chosen - 1)
	}
	r := k.virtual.policy.Default
	if len(k.virtual.choices)+len(k.virtual.said) == 0 {
		return r
	}
	for _, c := range [...]choice{{}, {"", i.target()}, {i.spec.Component, ""}, {i.spec.Component, i.target()}} {
		if x, ok := k.virtual.choices[c]; ok {
			r = x
		}
		if x, ok := k.virtual.said[c]; ok {
			r = x
		}
	}
	return r
}

// reside has the instance say so. k.mu is held.
func (k *Kernel) reside(i *inst) {
	switch k.residencyOf(i) {
	case Lazy:
		i.status.clear(wordPinned)
		i.status.set(wordVirtual)
	case Pinned:
		i.status.set(wordVirtual | wordPinned)
	default:
		i.status.clear(wordVirtual | wordPinned)
	}
}

// virtual reports whether the instance is brought up by calls.
func (i *inst) virtual() bool { return i.status.has(wordVirtual) }

// dormant reports whether the instance is not active, and the first call brings it up.
func (i *inst) dormant() bool {
	return State(i.status.Load()) == StateRegistered && i.virtual() && i.status.has(wordLinked)
}

// available reports whether the instance serves whoever requires it.
func (i *inst) available() bool {
	return State(i.status.Load()) == StateActive || i.dormant()
}

// lay makes a virtual instance known without activating it, and returns whom that
// wakes. k.mu is held.
func (k *Kernel) lay(i *inst) []*inst {
	if State(i.status.Load()) != StateRegistered || !i.virtual() {
		return nil
	}
	k.link(i)
	return k.wakes(i)
}

// link routes to an instance, once. k.mu is held.
func (k *Kernel) link(i *inst) {
	if i.status.n.Or(wordLinked)&wordLinked != 0 {
		return
	}
	for _, c := range i.spec.Provides {
		k.supersede(i, c)
	}
	i.status.clear(wordClaims)
}

func (k *Kernel) unlink(i *inst) {
	if i.status.n.And(^uint64(wordLinked|wordClaims))&(wordLinked|wordClaims) == 0 {
		return
	}
	for _, c := range i.spec.Provides {
		k.route(c.Name).unlink(i)
	}
}
