package core

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/sigen-dev/sigen/runtime/reactive"
)

// This file restarts what fails, as a Supervision says. The kernel is the one
// supervisor: of every instance, and above that of every tenant. The words and their
// meaning are those of Erlang/OTP (https://www.erlang.org/doc/apps/stdlib/supervisor.html); that
// a budget of restarts is spent in a window that moves, and that spending it hands the failure one
// level up, is theirs too.

// A Failure is why a supervised instance did not go on as it was.
type Failure struct {
	Instance, Component, Target string
	Err                         error // an *Error; of a panic its Cause says with what
	Restarts                    int   // of this instance within the window, this one not counted

	working bool // it was active: whoever it worked for may be in Err
}

// A SupervisionEvent is one step of supervision.
type SupervisionEvent struct {
	At time.Time // of the kernel's clock
	Failure
	Step  SupervisionStep
	Delay time.Duration // of StepRestarting: until it starts again
}

// A SupervisionStep is what became of a failure.
type SupervisionStep uint8

// The steps.
const (
	StepFailed     SupervisionStep = iota // the failure itself
	StepRestarting                        // it is down, and starts again after Delay
	StepRestarted                         // it is active again
	StepEscalated                         // its restarts are used up: its whole tenant starts again
	StepStopped                           // it stays failed until Restart, Replace or Remove
)

var stepText = [...]string{"failed", "restarting", "restarted", "escalated", "stopped"}

// String is the step in lower case.
func (s SupervisionStep) String() string {
	if int(s) < len(stepText) {
		return stepText[s]
	}
	return "unknown"
}

// WithSupervision supervises the components whose directive says nothing of it.
// Without the option a failure of those is an error to its caller and a line in the log.
func WithSupervision(s Supervision) Option {
	return optionFunc(func(k *Kernel) { k.watches.policy = &s })
}

// WithSupervisionEvents has f called with every step of supervision, in order for one
// instance, on goroutines of the kernel. It must not block for long; its panics stay in it.
func WithSupervisionEvents(f func(SupervisionEvent)) Option {
	return optionFunc(func(k *Kernel) { k.watches.tell = f })
}

type failureKey struct{}

// FailureOf is the failure that a method marked //sig:supervise is asked about.
func FailureOf(ctx context.Context) (Failure, bool) {
	f, ok := ctx.Value(failureKey{}).(Failure)
	return f, ok
}

// The limits of what a failed instance still may do, by the kernel's clock.
const (
	askLimit = 5 * time.Second  // its supervise hook
	endLimit = 10 * time.Second // its calls, its deactivate hook, its jobs
)

// watches are what supervision keeps.
type watches struct {
	policy *Supervision
	tell   func(SupervisionEvent)

	mu      sync.Mutex
	of      map[*inst]*watch           // guarded by mu; of those that have failed
	tenants map[*tenant]*watch         // guarded by mu; of those to whom a failure was escalated
	timers  map[*pendingTimer]struct{} // guarded by mu; of restarts to come
	ended   bool                       // guarded by mu
	busy    sync.WaitGroup             // goroutines that deal with failures; added to under mu
}

// A watch is what one instance, or tenant, has met so far.
type watch struct {
	restarts   []time.Time // within the window
	panics     []time.Time // within the window
	complaints int         // of its health in a row
	dealing    bool        // a failure is being dealt with, from its first step to the restart
	total      int         // restarts ever
}

// The defaults of a Supervision.
func (s Supervision) filled() Supervision {
	span := func(d *time.Duration, def time.Duration) {
		if *d <= 0 {
			*d = def
		}
	}
	count := func(n *int, def int) {
		if *n == 0 {
			*n = def
		}
		*n = max(*n, 0)
	}
	span(&s.Delay, 100*time.Millisecond)
	span(&s.MaxDelay, 30*time.Second)
	span(&s.Within, time.Minute)
	count(&s.Jitter, 20)
	count(&s.Restarts, 5)
	count(&s.Panics, 1)
	count(&s.Unhealthy, 3)
	return s
}

// delay is how long the n-th restart of a window waits, n from 0.
func (s Supervision) delay(n int) time.Duration {
	d := s.Delay
	switch s.Backoff {
	case Linear:
		d *= time.Duration(n + 1)
	case Exponential:
		for range n {
			if d *= 2; d >= s.MaxDelay {
				break
			}
		}
	}
	if d <= 0 || d > s.MaxDelay {
		d = s.MaxDelay
	}
	if spread := int64(d) * int64(min(s.Jitter, 100)) / 100; spread > 0 {
		d += time.Duration(rand.Int64N(2*spread+1) - spread)
	}
	return d
}

// supervision is how the instance is supervised; false when it is not.
func (i *inst) supervision() (Supervision, bool) {
	s := i.spec.Supervision
	if s == nil {
		s = i.k.watches.policy
	}
	if s == nil {
		return Supervision{}, false
	}
	return s.filled(), true
}

// watch is what the instance has met. w.mu is held.
func (w *watches) watch(i *inst) *watch {
	if w.of == nil {
		w.of = map[*inst]*watch{}
	}
	if w.of[i] == nil {
		w.of[i] = new(watch)
	}
	return w.of[i]
}

// forget drops what was kept of an instance that went for good.
func (w *watches) forget(i *inst) {
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.of, i)
}

// forgetTenant drops what was kept of a tenant that went.
func (w *watches) forgetTenant(t *tenant) {
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.tenants, t)
}

// recent drops times that are older than the window.
func recent(times []time.Time, now time.Time, within time.Duration) []time.Time {
	return slices.DeleteFunc(times, func(t time.Time) bool { return now.Sub(t) >= within })
}

// panicked is told of every panic in an active body, which is one failure when there
// were enough of them.
func (b *Mounted) panicked(err error) {
	s, ok := b.inst.supervision()
	if !ok || s.Panics == 0 {
		return
	}
	w, now := &b.inst.k.watches, b.inst.k.clock.Now()
	w.mu.Lock()
	mine := w.watch(b.inst)
	mine.panics = append(recent(mine.panics, now, s.Within), now)
	enough := len(mine.panics) >= s.Panics
	if enough {
		mine.panics = nil
	}
	w.mu.Unlock()
	if enough {
		b.failed(err)
	}
}

// failed is told that an active body failed. It returns at once.
func (b *Mounted) failed(err error) {
	if s, ok := b.inst.supervision(); ok && b.inst.live.Load() == b {
		b.inst.k.deal(b.inst, b, s, err)
	}
}

// effectFailed is failed for an effect.
func (b *Mounted) effectFailed(effect string, err error) {
	e := &Error{Code: codeOf(err, CodeFailed), Instance: b.inst.name, Path: effect, Expected: "an effect without error", Cause: err}
	var p *reactive.PanicError
	if errors.As(err, &p) {
		e.Code = CodePanic
		b.panicked(e)
		return
	}
	b.failed(e)
}

// attend asks the health of a body that came up, as often as its supervision says.
func (b *Mounted) attend() {
	i := b.inst
	s, ok := i.supervision()
	if !ok || s.Health <= 0 || i.spec.Health == nil {
		return
	}
	var ask func()
	ask = func() {
		err := guard(i, func() error {
			defer i.work(b.ctx(), WorkHealth)()
			return i.spec.Health(b.body, b.ctx())
		})
		w := &i.k.watches
		w.mu.Lock()
		mine := w.watch(i)
		if mine.complaints++; err == nil {
			mine.complaints = 0
		}
		enough := mine.complaints >= max(s.Unhealthy, 1)
		if enough {
			mine.complaints = 0
		}
		w.mu.Unlock()
		if enough {
			b.failed(&Error{Code: codeOf(err, CodeFailed), Instance: i.name, Expected: "a health hook without complaint", Cause: err})
		}
		b.scheduleQuietly(s.Health, ask)
	}
	b.scheduleQuietly(s.Health, ask)
}

// deal begins to deal with a failure of i, whose body b is nil when its activation
// failed, unless that is being done already.
func (k *Kernel) deal(i *inst, b *Mounted, s Supervision, err error) {
	w := &k.watches
	w.mu.Lock()
	mine := w.watch(i)
	began := !mine.dealing && !w.ended
	if began {
		mine.dealing = true
		w.busy.Add(1)
	}
	w.mu.Unlock()
	if !began {
		return
	}
	go func() {
		defer w.busy.Done()
		k.supervise(i, b, s, err)
		if i.removed() { // meanwhile
			w.forget(i)
		}
	}()
}

// limited gives a context an end by the kernel's clock.
func (k *Kernel) limited(d time.Duration) (context.Context, func()) {
	ctx, cancel := context.WithCancel(context.Background())
	t := k.clock.AfterFunc(d, cancel)
	return ctx, func() { t.Stop(); cancel() }
}

// supervise asks, counts, takes down and starts again.
func (k *Kernel) supervise(i *inst, b *Mounted, s Supervision, err error) {
	w, now := &k.watches, k.clock.Now()
	if b == nil && State(i.status.Load()) != StateFailed || b != nil && i.live.Load() != b {
		w.over(i) // it went meanwhile
		return
	}
	w.mu.Lock()
	mine := w.watch(i)
	mine.restarts = recent(mine.restarts, now, s.Within)
	f := Failure{Instance: i.name, Component: i.spec.Component, Target: i.target(), Err: err, Restarts: len(mine.restarts), working: b != nil}
	w.mu.Unlock()
	k.step(f, StepFailed, 0)
	no := k.ask(i, b, f)
	if b != nil && (i.live.Load() != b || i.aside().fate.replaced()) { // it went while its hook was asked
		w.over(i)
		return
	}
	if no != nil {
		f.Err = no
		k.stop([]*inst{i}, f, "its supervise hook refused a restart")
		return
	}
	strategy := s.Strategy
	if f.Restarts >= s.Restarts {
		if s.Escalate != EscalateTenant || i.tenant == nil || !k.escalate(i, s, now) {
			group := []*inst{i}
			if s.Escalate == EscalateTenant && i.tenant != nil {
				group = k.group(i, OneForAll)
			}
			k.stop(group, f, "it used up its restarts, "+strconv.Itoa(s.Restarts)+" within "+s.Within.String())
			return
		}
		strategy = OneForAll
		k.step(f, StepEscalated, 0)
	}
	d := s.delay(f.Restarts)
	w.mu.Lock()
	mine.restarts = append(mine.restarts, now)
	mine.total++
	w.mu.Unlock()
	group := k.group(i, strategy)
	k.down(group, i, f, "starts again "+d.String()+" after it failed", StateWaiting)
	k.step(f, StepRestarting, d)
	k.later(d, func() { k.restart(group, i, f) })
}

// ask has the instance's own hook decide; without one it may.
func (k *Kernel) ask(i *inst, b *Mounted, f Failure) error {
	if b == nil || i.spec.Supervise == nil {
		return nil
	}
	limit, done := k.limited(askLimit)
	defer done()
	return guard(i, func() error {
		return i.spec.Supervise(b.body, context.WithValue(withDeadlineOf(b.ctx(), limit), failureKey{}, f))
	})
}

// escalate spends one restart of the whole tenant; false when there is none left.
func (k *Kernel) escalate(i *inst, s Supervision, now time.Time) bool {
	w := &k.watches
	w.mu.Lock()
	defer w.mu.Unlock()
	t := w.tenants[i.tenant]
	if t == nil {
		t = new(watch)
		if w.tenants == nil {
			w.tenants = map[*tenant]*watch{}
		}
		w.tenants[i.tenant] = t
	}
	if t.restarts = recent(t.restarts, now, s.Within); len(t.restarts) >= s.Restarts {
		return false
	}
	t.restarts = append(t.restarts, now)
	w.watch(i).restarts = nil // its own begin anew, one level up they are counted
	return true
}

// group is who goes down with i, those that came up last first.
func (k *Kernel) group(i *inst, s Strategy) []*inst {
	k.mu.Lock()
	defer k.mu.Unlock()
	all := []*inst{i}
	sibling := func(x *inst) {
		if x != i && State(x.status.Load()) == StateActive && x.spec.Scope == i.spec.Scope && (s == OneForAll || i.up() > 0 && x.up() > i.up()) {
			all = append(all, x)
		}
	}
	switch {
	case s == OneForOne:
	case i.tenant != nil:
		for x := range i.tenant.each {
			sibling(x)
		}
	default:
		for x := range k.alone {
			sibling(x)
		}
	}
	slices.SortStableFunc(all, laterFirst)
	return all
}

// down takes a group down for a while, or for good when the failure is final.
func (k *Kernel) down(group []*inst, failed *inst, f Failure, why string, to State) {
	ctx, done := k.limited(endLimit)
	defer done()
	var again []*inst
	for _, x := range group {
		if err := k.takeDown(ctx, x, StateFailed, &again); err != nil {
			k.logger().Log(ctx, LevelWarn, "an instance that failed did not end well", append(x.attrs(), Attr{"error", err.Error()})...)
		}
	}
	k.mu.Lock()
	for _, x := range group {
		if State(x.status.Load()) != StateFailed || x.live.Load() != nil {
			continue // it went, or somebody has brought it up again
		}
		text := why
		if x != failed {
			text = "goes with " + failed.name + ", which " + why
		}
		x.amend(func(a *aside) { a.why, a.err, a.private = text, f.Err, f.working })
		x.status.Store(uint32(to))
	}
	again = slices.DeleteFunc(again, func(x *inst) bool { return slices.Contains(group, x) })
	k.mu.Unlock()
	k.activate(ctx, again)
}

// stop leaves a group failed.
func (k *Kernel) stop(group []*inst, f Failure, why string) {
	i := group[slices.IndexFunc(group, func(x *inst) bool { return x.name == f.Instance })]
	k.down(group, i, f, why, StateFailed)
	k.watches.over(i)
	k.step(f, StepStopped, 0)
}

// over ends the dealing with a failure of i; the next one is dealt with anew.
func (w *watches) over(i *inst) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if mine := w.of[i]; mine != nil {
		mine.dealing = false
	}
}

// restart brings a group up, those first that were up first.
func (k *Kernel) restart(group []*inst, i *inst, f Failure) {
	k.watches.over(i)
	slices.Reverse(group)
	k.mu.Lock()
	queue := slices.DeleteFunc(group, func(x *inst) bool {
		return x.removed() || State(x.status.Load()) != StateWaiting || x.aside().needs != nil
	})
	for _, x := range queue {
		x.amend(func(a *aside) { a.why, a.err = "", nil })
	}
	k.mu.Unlock()
	ctx, done := k.limited(endLimit)
	defer done()
	k.resume(ctx, queue)
	if State(i.status.Load()) == StateActive {
		k.step(f, StepRestarted, 0)
	}
}

// Restart takes the instance called name down, with what is in flight as Remove has
// it, and activates it again. What supervision counted begins anew. It is how a
// host starts what supervision has stopped.
func (k *Kernel) Restart(ctx context.Context, name string) error {
	if !k.admits() {
		return errNotOpen
	}
	i := k.exact.get(name)
	if i == nil {
		return &Error{Code: CodeNotFound, Instance: name, Expected: "an instance of this kernel"}
	}
	k.watches.forget(i)
	var again []*inst
	down := k.takeDown(ctx, i, StateWaiting, &again)
	k.mu.Lock()
	i.amend(func(a *aside) { a.err = nil })
	k.mu.Unlock()
	k.resume(ctx, again)
	return errors.Join(down, i.aside().err) // its state may be supervision's already, which waits to try again
}

// step tells what became of a failure.
func (k *Kernel) step(f Failure, s SupervisionStep, d time.Duration) {
	level := LevelWarn
	if s == StepStopped || s == StepEscalated {
		level = LevelError
	}
	attrs := []Attr{{"step", s.String()}, {"component", f.Component}, {"instance", f.Instance}}
	if f.Target != "" {
		attrs = append(attrs, Attr{"tenant", f.Target})
	}
	if d > 0 {
		attrs = append(attrs, Attr{"delay", d.String()})
	}
	k.logger().Log(context.Background(), level, "supervision", append(attrs, Attr{"error", f.Err.Error()})...)
	k.tell(KernelEvent{Kind: EventFailed + EventKind(s), Component: f.Component, Instance: f.Instance, Tenant: f.Target, Err: f.Err, Restarts: f.Restarts, Delay: d})
	if k.watches.tell == nil {
		return
	}
	defer func() { _ = recover() }()
	k.watches.tell(SupervisionEvent{At: k.clock.Now(), Failure: f, Step: s, Delay: d})
}

// later runs f after d, unless the kernel shuts down before.
func (k *Kernel) later(d time.Duration, f func()) {
	w := &k.watches
	t := new(pendingTimer)
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.ended {
		return
	}
	if w.timers == nil {
		w.timers = map[*pendingTimer]struct{}{}
	}
	w.timers[t] = struct{}{}
	t.Timer = k.clock.AfterFunc(d, func() {
		w.mu.Lock()
		delete(w.timers, t)
		ended := w.ended
		if !ended {
			w.busy.Add(1)
		}
		w.mu.Unlock()
		if !ended {
			defer w.busy.Done()
			f()
		}
	})
}

// end stops supervision and waits until nothing of it runs, or ctx ends.
func (w *watches) end(ctx context.Context) {
	w.mu.Lock()
	w.ended = true
	for t := range w.timers {
		t.Stop()
	}
	w.timers = nil
	w.mu.Unlock()
	done := make(chan struct{})
	go func() { // ends with the last failure that is dealt with
		w.busy.Wait()
		close(done)
	}()
	select {
	case <-done:
	case <-ctx.Done():
	}
}
