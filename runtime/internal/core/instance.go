package core

import (
	"context"
	"strings"
)

// Instance is embedded by every component. Its zero value works without a
// kernel: Name and Target are "", Log discards, Go and After use plain goroutines, and
// Publish answers ErrDenied.
type Instance struct{ st Body }

// StateOf returns what a generated accessor looks its cells up in, nil without a kernel.
func StateOf(in *Instance) Body { return in.st }

func (in *Instance) mounted() *Mounted {
	if in.st == nil {
		return nil
	}
	return in.st.state()
}

// Name is the instance's name.
func (in *Instance) Name() string {
	if b := in.mounted(); b != nil {
		return b.inst.name
	}
	return ""
}

// Target is the instance's tenant, "" for components that have none.
func (in *Instance) Target() string {
	if b := in.mounted(); b != nil {
		return b.inst.target()
	}
	return ""
}

// Log returns a logger that says by itself which component, instance and tenant speaks. An attribute
// of one of these names is logged as "attr.tenant" and the like.
func (in *Instance) Log() Logger {
	if b := in.mounted(); b != nil {
		return instanceLog{b}
	}
	return discard{}
}

type instanceLog struct{ b *Mounted }

func (l instanceLog) Log(ctx context.Context, level int, msg string, attrs ...Attr) {
	i := l.b.inst
	// A logger may look whose call it is by the context; in a tenant's line it is the tenant's own.
	if i.foreign(ctx) {
		ctx = l.b.ctx()
	}
	own := attrs
	for n, a := range attrs {
		if i.says(a.Key) {
			if &own[0] == &attrs[0] {
				own = append([]Attr(nil), attrs...)
			}
			own[n].Key = "attr." + a.Key
		}
	}
	l.b.log(ctx, level, msg, own...)
}

// foreign reports whether a context is of another tenant than the instance.
func (i *inst) foreign(ctx context.Context) bool {
	c := callerOf(ctx)
	return c != nil && i.tenant != nil && c.tenantName() != "" && c.tenantName() != i.tenant.name
}

// says reports whether a line of the instance has an attribute of that name from the kernel. Of two with
// one name, whoever reads the line may take the second: a component would sign as another tenant.
func (i *inst) says(key string) bool {
	return strings.EqualFold(key, "component") || strings.EqualFold(key, "instance") || i.tenant != nil && strings.EqualFold(key, "tenant")
}

func (b *Mounted) log(ctx context.Context, level int, msg string, attrs ...Attr) {
	i := b.inst
	all := make([]Attr, 0, len(attrs)+3)
	all = append(all, Attr{"component", i.spec.Component}, Attr{"instance", i.name})
	if t := i.target(); t != "" {
		all = append(all, Attr{"tenant", t})
	}
	i.k.logger().Log(ctx, level, msg, append(all, attrs...)...)
}

func (k *Kernel) logger() Logger {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.log
}

// Go runs f on a goroutine that belongs to the instance: its context ends with the
// instance and carries its identity, removal waits for it as long as its own context allows, and a panic or an error is
// logged and stays here. After the instance's end f does not run.
func (in *Instance) Go(f func(ctx context.Context) error) {
	b := in.mounted()
	if b == nil {
		go f(context.Background()) //nolint:errcheck // without a kernel nobody listens
		return
	}
	if !b.addJob() {
		return
	}
	go func() {
		defer b.rare.Load().jobDone()
		b.job(func() error {
			err := f(b.ctx())
			if err != nil && b.ctx().Err() == nil {
				b.failed(&Error{Code: codeOf(err, CodeFailed), Instance: b.inst.name, Expected: "a job without error", Cause: err})
			}
			return err
		})
	}()
}

// addJob counts a job in, unless the instance has ended.
func (b *Mounted) addJob() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.ended {
		return false
	}
	r := b.rarely()
	r.jobs.Add(1)
	r.busy.Add(1)
	return true
}

// job runs f and keeps its failure.
func (b *Mounted) job(f func() error) {
	defer b.inst.work(b.ctx(), WorkJob)()
	defer func() {
		if v := recover(); v != nil {
			b.erred()
			err, stack := &Error{Code: CodePanic, Instance: b.inst.name, Expected: "a job without panic", Cause: panicCause(v)}, stackOf()
			b.inst.k.tellPanic(b.inst, err, stack)
			b.panicked(err)
			b.log(b.ctx(), LevelError, "panic in a job", Attr{"panic", panicText(v)}, Attr{"stack", stack})
		}
	}()
	if err := f(); err != nil && b.ctx().Err() == nil {
		b.erred()
		b.log(b.ctx(), LevelError, "a job failed", Attr{"error", err.Error()})
	}
}

// Publish hands an event to the subscribers of the same tenant, and returns when
// each has it in its queue. The payload's type must be the one that is marked
// //sig:event with this topic; it is copied by its codec. A full queue is
// ErrBusy; the subscribers that had room have the event. In another tenant's call it is refused.
func (in *Instance) Publish(ctx context.Context, topic string, payload any) error {
	b := in.mounted()
	if b == nil {
		return errNoScope
	}
	if b.inst.foreign(ctx) {
		return errForeignHandle
	}
	if b.phase.Load() == phaseGone {
		return b.refusal()
	}
	return b.inst.k.publish(ctx, b, topic, payload)
}
