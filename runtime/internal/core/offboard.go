package core

import (
	"context"
	"errors"
	"slices"
	"strconv"
)

// A Record says which incarnation of a tenant was offboarded.
type Record struct{ Target, Incarnation string }

// purger is the part of every Scoped provider that needs no type.
type purger interface {
	Remains(ctx context.Context, s Scope) ([]string, error)
	Purge(ctx context.Context, s Scope) error
}

// Offboard removes every instance of a tenant, has every provider purge what it
// keeps for it, checks that nothing remains, and ends the incarnation, so that a
// successor of the same name meets nothing of it. It can be called again after a failure.
func (k *Kernel) Offboard(ctx context.Context, target string) (Record, error) {
	if !validName(target) {
		return Record{}, &Error{Code: CodeInvalid, Path: strconv.Quote(target), Expected: "a tenant's name: " + nameGrammar}
	}
	k.mu.Lock()
	var all []*inst
	t := k.tenants[target]
	if t != nil {
		for i := range t.insts {
			all = append(all, i)
		}
	}
	k.mu.Unlock()
	if t == nil {
		return Record{}, &Error{Code: CodeNotFound, Path: "target", Expected: "a tenant that has instances; " + strconv.Quote(target) + " has none"}
	}
	slices.SortFunc(all, func(a, b *inst) int { return int(int64(b.up) - int64(a.up)) })
	if err := t.begin(k); err != nil {
		return Record{}, err
	}
	rec := Record{Target: target, Incarnation: t.incarnation}
	scopes := []*scope{newScope(target, t.incarnation, "", "")}
	var errs []error
	for _, i := range all {
		scopes = append(scopes, newScope(target, t.incarnation, i.spec.Component, i.name))
		if err := k.deactivate(ctx, i, StateRemoved); err != nil {
			errs = append(errs, err)
		}
	}
	k.mu.Lock()
	providers := slices.Clone(k.providers)
	k.mu.Unlock()
	for _, p := range slices.Backward(providers) {
		b := p.live.Load()
		if b == nil {
			continue
		}
		pg, ok := b.impl.(purger)
		if !ok {
			continue
		}
		for _, s := range scopes {
			if err := pg.Purge(ctx, Scope{s: s}); err != nil {
				errs = append(errs, &Error{Code: CodeFailed, Instance: p.name, Expected: "a purge of " + s.namespace, Cause: err})
				continue
			}
			left, err := pg.Remains(ctx, Scope{s: s})
			if err != nil || len(left) > 0 {
				errs = append(errs, &Error{Code: CodeFailed, Instance: p.name, Expected: "nothing left of " + s.namespace + "; " + strconv.Itoa(len(left)) + " remain", Cause: err})
			}
		}
	}
	if len(errs) > 0 {
		return Record{}, errors.Join(errs...)
	}
	if l := k.ledger(); l != nil {
		if err := l.Retire(target, rec.Incarnation); err != nil {
			return Record{}, &Error{Code: CodeFailed, Path: "target", Expected: "a durable record of the offboarding", Cause: err}
		}
	} else {
		k.mu.Lock()
		k.retired[target]++
		k.mu.Unlock()
	}
	return rec, nil
}

// ledger is the provider that keeps incarnations, nil when there is none.
func (k *Kernel) ledger() Ledger {
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, p := range k.providers {
		if b := p.live.Load(); b != nil {
			if l, ok := b.impl.(Ledger); ok {
				return l
			}
		}
	}
	return nil
}
