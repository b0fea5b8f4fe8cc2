package core

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"
)

// purgeHookLimit bounds one purge hook, when Offboard's own context does not end before.
const purgeHookLimit = time.Minute

// purgeHooks lists what has to run before the tenant ends, in its order.
func (k *Kernel) purgeHooks(t *tenant) (hooks []string) {
	for _, i := range k.lastFirst(t) {
		if i.spec.Purge != nil {
			hooks = append(hooks, i.spec.Component+"/"+i.name)
		}
	}
	return hooks
}

// runPurgeHooks runs the hooks that are marked, while the handles of the instances
// still work, and takes each off the mark when it is done. It ends at the first that
// fails: who came up before may be what that one needs. o.mu is held.
func (k *Kernel) runPurgeHooks(ctx context.Context, l Ledger, o *offboarding, t *tenant, inc string, hooks []string, target string) error {
	if len(hooks) == 0 {
		return nil
	}
	if t != nil {
		for _, i := range k.lastFirst(t) {
			if b := i.live.Load(); b != nil && !b.quiet(ctx) {
				return &Error{Code: CodeTimeout, Instance: i.name, Expected: "calls to end before the purge hooks of their tenant run", Cause: context.Cause(ctx)}
			}
		}
		k.reached("drained")
	}
	for n, hook := range hooks {
		component, name, _ := strings.Cut(hook, "/")
		i := k.exact.get(name)
		if i == nil || t == nil || i.tenant != t || i.spec.Component != component {
			return &Error{Code: CodeNotFound, Instance: name, Expected: "this instance of " + component + ", whose purge hook has not run: Instantiate it, it comes up for its hook and answers no call, and Offboard " + strconv.Quote(target) + " again"}
		}
		if err := k.runPurgeHook(ctx, o, i); err != nil {
			return err
		}
		k.reached("purge hook of " + name + " returned")
		if err := l.BeginRetire(target, inc, hooks[n+1:]); err != nil {
			return &Error{Code: CodeFailed, Path: "target", Expected: "a durable note that the purge hook of " + name + " has run", Cause: err}
		}
		k.reached("purge hook of " + name + " noted")
	}
	return nil
}

// runPurgeHook runs one hook. One that does not return in time goes on, and is asked
// for again by the next Offboard, which does not start it a second time.
func (k *Kernel) runPurgeHook(ctx context.Context, o *offboarding, i *inst) error {
	i.lockLife()
	defer i.unlockLife()
	b := i.live.Load()
	if b == nil || b.phase.Load() != phaseActive {
		k.mu.Lock()
		why := i.because(i)
		k.mu.Unlock()
		if why != "" {
			why = ": " + why
		}
		return &Error{Code: CodeFailed, Instance: i.name, Expected: "to be active for its purge hook" + why}
	}
	if i.spec.Purge == nil {
		return nil // generated anew, without the hook
	}
	limit, cancel := context.WithTimeout(ctx, purgeHookLimit)
	defer cancel()
	done := o.hooks[b]
	if done == nil {
		done = make(chan error, 1)
		go func() { done <- guard(i, func() error { return i.spec.Purge(b.body, withDeadlineOf(b.ctx(), limit)) }) }()
	}
	var err error
	select {
	case err = <-done:
		delete(o.hooks, b)
	case <-limit.Done():
		grace := time.NewTimer(jobGrace)
		defer grace.Stop()
		select {
		case err = <-done:
			delete(o.hooks, b)
		case <-grace.C:
			if o.hooks == nil {
				o.hooks = map[*Mounted]chan error{}
			}
			o.hooks[b] = done
			err = limit.Err()
		}
	}
	if err == nil {
		return nil
	}
	code := codeOf(err, CodeFailed)
	if errors.Is(err, context.DeadlineExceeded) {
		code = CodeTimeout
	}
	return &Error{Code: code, Instance: i.name, Expected: "a purge hook without error", Cause: err}
}

// quiet waits until no call is in flight, while calls may still come from the
// tenant itself; it reports whether there was such a moment before ctx ended.
func (b *Mounted) quiet(ctx context.Context) bool {
	for wait := 50 * time.Microsecond; ; wait = min(2*wait, 10*time.Millisecond) {
		if flight, _ := b.count(); flight == 0 {
			return true
		}
		t := time.NewTimer(wait)
		select {
		case <-t.C:
		case <-ctx.Done():
			t.Stop()
			return false
		}
	}
}
