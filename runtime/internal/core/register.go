package core

import (
	"context"
	"slices"
	"strconv"

	"github.com/sigen-dev/sigen/runtime/abi/codec"
)

// Props are the untyped properties of an instance; "target" names its tenant, and "sig.residency" says when the
// instance is active: resident, lazy or pinned.
type Props map[string]any

// Instantiate registers an instance of a discovered component. Before Boot it
// waits for Boot; afterwards it is activated at once, and when that fails it is
// taken out again and the error returned. Names and targets follow the grammar
// of names; a taken name, an unknown component, and properties that do not fit are ErrInvalid.
func (k *Kernel) Instantiate(component, name string, p Props) (*Ref, error) {
	return k.Add(context.Background(), component, name, p)
}

// Add is Instantiate with a context for the activation. When it returns without
// error the instance is active, waits for a requirement, or for its first call
// (Ref.State says which).
func (k *Kernel) Add(ctx context.Context, component, name string, p Props) (*Ref, error) {
	i, err := k.register(component, name, p)
	if err != nil {
		return nil, err
	}
	k.heed(i)
	k.mu.Lock()
	now := k.phase == kernelOpen
	if now {
		k.pending = slices.DeleteFunc(k.pending, func(x *inst) bool { return x == i })
	}
	k.mu.Unlock()
	if now {
		queue := []*inst{i}
		if i.virtual() {
			k.mu.Lock()
			queue = k.lay(i)
			k.mu.Unlock()
		}
		i.status.set(wordTrial)
		k.activate(ctx, queue)
		i.status.clear(wordTrial)
		k.mu.Lock()
		err := i.aside().err
		k.mu.Unlock()
		if State(i.status.Load()) == StateFailed {
			k.forget(i)
			return nil, err
		}
	}
	return &Ref{i: i}, nil
}

func (k *Kernel) register(component, name string, p Props) (*inst, error) {
	p, chosen, err := residencyProp(p)
	if err != nil {
		return nil, err
	}
	target, props, err := splitProps(p)
	if err != nil {
		return nil, err
	}
	if !ValidName(name) {
		return nil, &Error{Code: CodeInvalid, Path: strconv.Quote(name), Expected: "an instance name: " + NameGrammar}
	}
	ends := k.ends.Load()
	pending, err := k.offboarded(target)
	if err != nil {
		return nil, err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if err := k.usable(); err != nil {
		return nil, err
	}
	if k.retiring[target].closed() || pending && k.ends.Load() != ends {
		return nil, errOffboarding(target)
	}
	spec := k.components[component]
	if spec == nil {
		return nil, &Error{Code: CodeNotFound, Expected: "component " + strconv.Quote(component) + " is not discovered" + nearest(component, k.order) + "; call Discover with its factory first"}
	}
	if spec.Scope == ScopeTenant {
		if !ValidName(target) {
			return nil, &Error{Code: CodeInvalid, Instance: name, Path: "target", Expected: "a tenant's name, since " + component + " has scope=tenant: " + NameGrammar}
		}
	} else if target != "" {
		return nil, &Error{Code: CodeInvalid, Instance: name, Path: "target", Expected: "no target, since " + component + " has scope=" + spec.Scope.String()}
	}
	if err := spec.maySay(name, chosen); err != nil {
		return nil, err
	}
	kind := k.kinds[spec]
	if spec.CheckProps != nil && (props != nil || !kind.plain) { // a decoder that others' code has seen is of no further use
		d := codec.NewDecoder(orNoProps(props), 0)
		spec.CheckProps(&d)
		if err := d.Finish(); err != nil {
			return nil, wrapCodec(err, "", name)
		}
		kind.plain = kind.plain || props == nil
	}
	if old := k.exact.get(name); old != nil { // k.mu is held: nobody adds meanwhile
		if State(old.status.Load()) == StateDraining { // on its way out, so that the name will be free
			return nil, &Error{Code: CodeDraining, Instance: name, Expected: "a name that no other instance has; this one's is going", Retry: drainRetry}
		}
		return nil, &Error{Code: CodeInvalid, Instance: name, Expected: "a name that no other instance has"}
	}
	var i *inst
	if t := k.tenantOf(target); target == "" || t != nil {
		i = new(inst)
		if t != nil {
			t.add(i)
		} else {
			k.alone[i] = struct{}{}
		}
	} else {
		h := new(home)
		i = &h.inst
		h.tenant.name = target
		h.tenant.add(i)
		k.tenants.set(target, i)
	}
	k.seq++
	i.component, i.name = kind, name
	i.status.n.Store(k.seq << wordSeq)
	if len(props) > 0 || chosen > 0 {
		i.rest.Store(&aside{props: props, fate: (*fate)(nil).chose(chosen)})
	}
	k.reside(i)
	if pending {
		i.tenant.suspend()
	}
	k.pending = append(k.pending, i)
	k.shadow(name)
	k.exact.set(name, i) // last: from here on others see it
	return i, nil
}

// offboarded asks the ledger, when there is one, whether a tenant may come up.
func (k *Kernel) offboarded(target string) (pending bool, err error) {
	if target == "" || !k.open.Load() {
		return false, nil // Boot asks
	}
	return refuseRetiring(k.ledger(), target)
}

// splitProps takes the target out of properties and encodes the rest.
func splitProps(p Props) (target string, props []byte, err error) {
	var rest map[string]any
	for key, v := range p {
		if key != "target" {
			if rest == nil {
				rest = make(map[string]any, len(p))
			}
			rest[key] = v
			continue
		}
		t, ok := v.(string)
		if !ok {
			return "", nil, &Error{Code: CodeInvalid, Path: "target", Expected: "a string"}
		}
		target = t
	}
	if rest == nil {
		return target, nil, nil
	}
	props, err = codec.AppendAny(nil, rest)
	if err != nil {
		return "", nil, wrapCodec(err, "", "")
	}
	return target, props, nil
}

var noProps = []byte("{}")

func orNoProps(props []byte) []byte {
	if props == nil {
		return noProps
	}
	return props
}

// forget takes an instance that is not mounted out of every table.
func (k *Kernel) forget(i *inst) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.unwait(i)
	k.unlink(i)
	k.unregister(i)
}

// unregister ends the registration of i. k.mu is held.
func (k *Kernel) unregister(i *inst) {
	i.amend(func(a *aside) { a.fate = a.fate.ended(k.seq) })
	i.status.Store(uint32(StateRemoved))
	k.tellOf(i, EventRemoved, nil)
	k.watches.forget(i)
	if k.exact.get(i.name) == i {
		k.exact.set(i.name, nil)
	}
	k.pending = slices.DeleteFunc(k.pending, func(x *inst) bool { return x == i })
	delete(k.alone, i)
	t := i.tenant
	if t == nil || !t.drop(i) {
		return
	}
	if k.tenants.get(t.name) == i {
		k.tenants.set(t.name, t.first)
	}
	k.inherit(t)
	if t.first == nil {
		k.watches.forgetTenant(t)
		if t.over() {
			go t.end() // the scope's ends are others' code: not under k.mu
		}
		k.tell(KernelEvent{Kind: EventTenantGone, Tenant: t.name})
	}
}

// Remove drains an instance, deactivates it and what depends on it, and ends its
// registration. The tenant's data and the component stay. When ctx ends first,
// what is in flight is cut off, the removal goes on, and the error says so.
func (k *Kernel) Remove(ctx context.Context, name string) error {
	i := k.exact.get(name)
	if i == nil {
		return noInstance(name)
	}
	err := k.deactivate(ctx, i, StateRemoved)
	if err == errRemoved { // of two who remove it at once, one did
		return noInstance(name)
	}
	return err
}

func noInstance(name string) error {
	return &Error{Code: CodeNotFound, Instance: name, Expected: "an instance of this kernel"}
}
