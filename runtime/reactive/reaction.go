package reactive

import (
	"context"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"unsafe"
)

// A reaction is an effect in force, of a generated struct or made by hand.
type reaction struct {
	d         *Domain
	v         *vertex // in a generated struct; nil when made by hand
	name      string
	supersede bool
	parent    context.Context                             // of every run's context
	body      func(ctx context.Context, t *Tracker) error // of one made by hand
	track     *Tracker                                    // of a dynamic one

	deps    []*vertex // unless the plan lists them; changed only by the goroutine that runs the effect
	sources []*vertex // every source below deps of one made by hand; nil when not known

	pending  bool   // to run in the next round; guarded by d.mu, as all below
	due      bool   // to run in this round
	running  bool   //
	disposed bool   //
	base     uint64 // the version that the last run began at; 0 before the first
	cause    uint64 // the oldest outside commit that the coming run answers to
	depth    int    // how many runs in a row were caused by effects alone
	runCause uint64 // cause and depth of the run under way
	runDepth int
	ctx      context.Context // of runs, until superseded or disposed of
	cancel   context.CancelFunc
	gone     chan struct{} // closed when a disposed effect has ended; made by the first who waits

	runs     atomic.Uint64 // how many began
	outdated atomic.Uint64 // the last of them that a change came after

	view     *view // of the run under way: own, or nil
	own      view
	again    bool        // the last run saw values that were made for it alone; touched by the effect's goroutine
	cleanups []func()    // of the last run
	children []*reaction // made inside of the last run
	forever  func()      // a cleanup for the end alone; nil when there is none
}

// runContext is the context of one run.
type runContext struct {
	context.Context
	r   *reaction
	run uint64
}

type runKey struct{}

func (c *runContext) Value(key any) any {
	if key == (runKey{}) {
		return c
	}
	return c.Context.Value(key)
}

// Stale reports whether ctx belongs to an effect's run that a newer change, or the effect's end, has overtaken: the effect
// will run again, so the rest of this run is wasted. It is false for any other context.
func Stale(ctx context.Context) bool {
	c, ok := ctx.Value(runKey{}).(*runContext)
	return ok && (c.r.runs.Load() != c.run || c.r.outdated.Load() == c.run || c.Err() != nil)
}

// OnCleanup has f run before the next run of the effect whose run's context ctx is, and when the effect ends. It does nothing
// for any other context.
func OnCleanup(ctx context.Context, f func()) {
	if c, ok := ctx.Value(runKey{}).(*runContext); ok {
		c.r.onCleanup(f)
	}
}

func (r *reaction) onCleanup(f func()) {
	r.d.mu.Lock()
	ended := r.disposed && !r.running
	if !ended {
		r.cleanups = append(r.cleanups, f)
	}
	r.d.mu.Unlock()
	if ended {
		f()
	}
}

// firstRuns finds the reaction that runs for the first time on a goroutine, by its address on the stack.
var firstRuns sync.Map // uintptr -> *reaction

// start adds r to its domain and runs it once on the calling goroutine.
func (r *reaction) start() error {
	d := r.d
	s := d.extra()
	around := d.effectAround()
	d.mu.Lock()
	if s.closed {
		d.mu.Unlock()
		return ErrClosed
	}
	if around != nil {
		around.children = append(around.children, r)
	}
	s.effects.all = append(s.effects.all, r)
	r.running, r.base = true, d.now()
	r.runCause = r.base
	d.mu.Unlock()
	key := uintptr(unsafe.Pointer(r))
	firstRuns.Store(key, r)
	s.effects.running.Add(1)
	defer func() {
		s.effects.running.Add(-1)
		firstRuns.Delete(key)
	}()
	err := r.run()
	ended := r.disposed
	d.release(s)
	if ended {
		r.end()
	}
	return err
}

// run runs the body and settles what follows from it. r.running is set. It returns with d.mu held; what is left to do is to end
// an effect that was disposed of, and release. A body that exits its goroutine has all of that done here.
func (r *reaction) run() (err error) {
	d := r.d
	s := d.extra()
	version := r.base
	returned := false
	defer func() {
		if returned {
			return
		}
		d.finish(r, ErrExited, version)
		if s.effects.drainer == r { // the drain ends with its goroutine
			s.effects.drainer, s.effects.busy = nil, false
			s.effects.running.Add(-1)
		}
		ended := r.disposed
		d.release(s)
		if ended {
			r.end()
		}
	}()
	d.mu.Lock()
	if len(r.cleanups)+len(r.children) > 0 {
		d.mu.Unlock()
		r.undo()
		d.mu.Lock()
	}
	if r.disposed {
		err = ErrClosed
		d.mu.Unlock()
	} else {
		if r.ctx == nil || r.ctx.Err() != nil && r.parent.Err() == nil {
			r.ctx, r.cancel = context.WithCancel(r.parent)
		}
		ctx := &runContext{Context: r.ctx, r: r, run: r.runs.Add(1)}
		if r.pending || r.due {
			r.outdated.Store(ctx.run)
		}
		r.own = view{r: r}
		r.view = &r.own
		s.pin(d, r.view)
		version = r.view.version
		d.mu.Unlock()
		err = r.enter(func() error { return r.call(ctx) })
	}
	returned = true
	d.finish(r, err, version)
	return err
}

// enter calls a body or a cleanup and turns its panic into an error. It is a frame of its own because stack.go looks for it.
//
//go:noinline
func (r *reaction) enter(f func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = panicked(r.name, p)
		}
	}()
	err = f()
	runtime.KeepAlive(r) // so that a traceback shows it
	return err
}

func (r *reaction) call(ctx *runContext) error {
	if r.track != nil {
		r.track.begin()
		defer func() {
			if r.track.end() {
				r.deps = r.track.deps
			}
		}()
	}
	if r.body != nil {
		return r.body(ctx, r.track)
	}
	return r.d.plan.nodes[r.v.index()].react(ctx, r.d, r.track)
}

// finish is the end of a run: its error is reported, then who waits for it may go on. It returns with d.mu held.
func (d *Domain) finish(r *reaction, err error, version uint64) {
	s := d.extra()
	if err != nil {
		d.mu.Lock()
		ended := r.disposed
		d.mu.Unlock()
		if !ended {
			d.report(r.name, named(r.name, err))
		}
	}
	d.mu.Lock()
	r.running, r.base = false, version
	if r.view != nil {
		s.unpin(r.view)
		r.view = nil
	}
	s.settleLocked()
}

func (d *Domain) report(effect string, err error) {
	s := d.extra()
	if s.onError != nil {
		s.onError(effect, err)
	}
	if s.hooks != nil && s.hooks.OnError != nil {
		s.hooks.OnError(d, effect, err)
	}
}

// undo ends what the last run left: its nested effects, then its cleanups, newest first.
func (r *reaction) undo() {
	r.d.mu.Lock()
	cleanups, children := r.cleanups, r.children
	r.cleanups, r.children = nil, nil
	r.d.mu.Unlock()
	for _, c := range slices.Backward(children) {
		c.dispose(context.Background())
	}
	for _, f := range slices.Backward(cleanups) {
		if err := r.enter(func() error { f(); return nil }); err != nil {
			r.d.report(r.name, err)
		}
	}
}

// dispose ends the effect and waits for a run under way, unless it is called from inside that run. It is false when ctx ends first.
func (r *reaction) dispose(ctx context.Context) bool {
	d := r.d
	d.mu.Lock()
	if r.disposed {
		d.mu.Unlock()
		return r.left(ctx)
	}
	q := &d.extra().effects
	r.disposed, r.gone = true, make(chan struct{})
	r.pending, r.due = false, false
	if i := slices.Index(q.all, r); i >= 0 {
		q.all = slices.Delete(q.all, i, i+1)
		if i < q.next {
			q.next--
		}
	}
	running, cancel := r.running, r.cancel
	quick := len(r.cleanups)+len(r.children) == 0 || ctx.Done() == nil
	d.extra().settleLocked()
	d.mu.Unlock()
	if cancel != nil {
		cancel()
	}
	switch {
	case running:
	case quick:
		r.end()
	default:
		go r.end() // a cleanup may not come back in time
	}
	return r.left(ctx)
}

// left waits until the disposed effect has ended, unless it is called from inside of its run.
func (r *reaction) left(ctx context.Context) bool {
	select {
	case <-r.gone:
		return true
	default:
	}
	if onStack(effectFrame, unsafe.Pointer(r)) {
		return true
	}
	select {
	case <-r.gone:
		return true
	case <-ctx.Done():
		return false
	}
}

// end runs the cleanups of a disposed effect that does not run any more.
func (r *reaction) end() {
	defer close(r.gone) // also when a cleanup ends the goroutine
	r.undo()
	if r.forever != nil {
		r.forever()
	}
}
