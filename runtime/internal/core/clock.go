package core

import (
	"context"
	"time"
)

// A Clock is where a kernel's instances get time from. Implementations are safe
// for concurrent use.
type Clock interface {
	Now() time.Time
	// AfterFunc runs f on a goroutine of its own, d from now.
	AfterFunc(d time.Duration, f func()) Timer
}

// A Timer is what AfterFunc started.
type Timer interface {
	// Stop prevents the run, and reports whether it did.
	Stop() bool
}

type realClock struct{}

func (realClock) Now() time.Time                            { return time.Now() }
func (realClock) AfterFunc(d time.Duration, f func()) Timer { return time.AfterFunc(d, f) }

// WithClock gives instances another clock than the machine's, in tests. Deadlines
// of runnables stay the machine's.
func WithClock(c Clock) Option {
	return optionFunc(func(k *Kernel) {
		if c != nil {
			k.clock = c
		}
	})
}

// Now is the time of the instance's kernel; without one the machine's.
func (in *Instance) Now() time.Time {
	if b := in.mounted(); b != nil {
		return b.inst.k.clock.Now()
	}
	return time.Now()
}

// After runs f once, d from now, unless the instance ends before. The rules of Go hold.
func (in *Instance) After(d time.Duration, f func(ctx context.Context)) {
	b := in.mounted()
	if b == nil {
		time.AfterFunc(d, func() { f(context.Background()) })
		return
	}
	b.schedule(d, func() {
		b.job(func() error { f(b.ctx()); return nil })
	})
}

// Every runs f each d, beginning d from now, until the instance ends. Runs never
// overlap: the next one is d after the end of the last. A run that fails or panics
// is logged, and the next one comes. d must be positive, or f does not run. Without a kernel it
// runs until the program ends.
func (in *Instance) Every(d time.Duration, f func(ctx context.Context) error) {
	if d <= 0 {
		in.Log().Log(context.Background(), LevelError, "Every needs a positive duration", Attr{"duration", d.String()})
		return
	}
	b := in.mounted()
	if b == nil {
		var again func()
		again = func() {
			_ = f(context.Background())
			time.AfterFunc(d, again)
		}
		time.AfterFunc(d, again)
		return
	}
	var again func()
	again = func() {
		defer b.schedule(d, again) // also when the run ends its goroutine
		b.job(func() error { return f(b.ctx()) })
	}
	b.schedule(d, again)
}

// schedule runs f as a job of the instance, d from now, unless it ends before.
func (b *Mounted) schedule(d time.Duration, f func()) { b.scheduleAs(new(pendingTimer), d, f) }

// scheduleQuietly is schedule for what the kernel wants to know of an active instance, and
// what must not keep it active.
func (b *Mounted) scheduleQuietly(d time.Duration, f func()) {
	b.scheduleAs(&pendingTimer{quiet: true}, d, f)
}

func (b *Mounted) scheduleAs(t *pendingTimer, d time.Duration, f func()) {
	if !b.addJob() {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.ended {
		b.rarely().jobDone()
		return
	}
	r := b.rarely()
	if t.quiet {
		r.busy.Add(-1)
	}
	if r.timers == nil {
		r.timers = map[*pendingTimer]struct{}{}
	}
	r.timers[t] = struct{}{}
	t.Timer = b.inst.k.clock.AfterFunc(d, func() {
		defer r.timerDone(t)
		b.mu.Lock()
		delete(r.timers, t)
		ended := b.ended
		b.mu.Unlock()
		if !ended {
			f()
		}
	})
}

// A pendingTimer is a timer that has not run.
type pendingTimer struct {
	Timer
	quiet bool // it does not keep the instance active
}
