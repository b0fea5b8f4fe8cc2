package core

import (
	"context"
	"errors"
	"slices"
	"strconv"
)

// DrainInstance lets the instance called name and what depends on it finish: calls that were
// accepted end, new ones are ErrDraining with a retry hint, and it is taken down.
// It stays registered, draining, until Restart, Replace or Remove. When ctx ends first,
// what is in flight is cut off and the error says how much.
func (k *Kernel) DrainInstance(ctx context.Context, name string) error {
	if !k.admits() {
		return errNotOpen
	}
	i := k.exact.get(name)
	if i == nil {
		return &Error{Code: CodeNotFound, Instance: name, Expected: "an instance of this kernel"}
	}
	return k.drain(ctx, []*inst{i})
}

// DrainTenant is DrainInstance for every instance of a tenant, in the reverse of
// the order in which they came up: what is in flight in one may still call those that it requires.
func (k *Kernel) DrainTenant(ctx context.Context, target string) error {
	if !k.admits() {
		return errNotOpen
	}
	all := k.instancesOf(target)
	if len(all) == 0 {
		return &Error{Code: CodeNotFound, Path: "target", Expected: "a tenant that has instances; " + strconv.Quote(target) + " has none"}
	}
	return k.drain(ctx, all)
}

func (k *Kernel) drain(ctx context.Context, all []*inst) error {
	slices.SortFunc(all, laterFirst)
	var errs []error
	var again []*inst
	for _, i := range all {
		if err := k.takeDown(ctx, i, StateDraining, &again); err != nil {
			errs = append(errs, err)
		}
	}
	k.activate(ctx, slices.DeleteFunc(again, func(i *inst) bool { return slices.Contains(all, i) }))
	return errors.Join(errs...)
}
