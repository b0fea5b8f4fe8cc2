package reactive

import (
	"context"
	"strconv"
	"unsafe"
)

// Effect is a body that runs when something that it reads has changed.
type Effect struct{ r *reaction }

// NewEffect runs f once now, on this goroutine, and again after each commit that changed a dependency, on the domain's. deps are
// what f reads, in the order of first reads; Name and Supersede may stand among them. ctx ends when the effect is disposed of,
// or, with Supersede, when a newer change arrives. An error of f, the first one too, goes to OnError. Made inside of
// another effect's run it belongs to that one and ends with that run.
func NewEffect(d *Domain, f func(ctx context.Context) error, deps ...Source) *Effect {
	o := d.sort(deps)
	return startEffect(d, o, &reaction{deps: o.deps, sources: d.sourcesBelow(o.deps), body: func(ctx context.Context, _ *Tracker) error { return f(ctx) }})
}

// NewDynamicEffect is NewEffect for a body whose dependencies are what it read through t in its last run.
func NewDynamicEffect(d *Domain, f func(ctx context.Context, t *Tracker) error, opts ...Option) *Effect {
	return startEffect(d, gather(opts), &reaction{body: f, track: new(Tracker)})
}

func startEffect(d *Domain, o options, r *reaction) *Effect {
	r.d, r.name, r.supersede, r.parent = d, o.name, o.supersede, context.Background()
	if r.name == "" {
		r.name = "effect@" + strconv.FormatUint(uint64(uintptr(unsafe.Pointer(r))), 16)
	}
	e := &Effect{r: r}
	if r.start() == ErrClosed {
		d.mu.Lock()
		if r.gone == nil {
			r.disposed, r.gone = true, make(chan struct{})
			close(r.gone)
		}
		d.mu.Unlock()
	}
	return e
}

// OnCleanup has f run before the next run and when the effect ends. While the effect runs for the first time, when nobody holds
// it yet, it may be called on a nil *Effect inside of the body; reactive.OnCleanup(ctx, f) does the same for any run.
func (e *Effect) OnCleanup(f func()) {
	if e != nil {
		e.r.onCleanup(f)
		return
	}
	for _, at := range stackOf(effectFrame) {
		if r, ok := firstRuns.Load(at); ok {
			r.(*reaction).onCleanup(f)
			return
		}
	}
	panic("reactive: OnCleanup on a nil *Effect outside of its first run")
}

// Dispose ends the effect: it does not run again, its cleanups and nested effects are done with, its ctx has ended. It waits for a
// run under way, unless it is called from inside of that run, whose end then does the rest. It is idempotent.
func (e *Effect) Dispose() { e.r.dispose(context.Background()) }

// manySources is where looking for the sources below an effect is given up: each commit then asks the effect.
const manySources = 256

// sourcesBelow lists the sources that wired cells depend on, nil when it is not known: below a dynamic computed, or when there
// are too many cells to look at.
func (d *Domain) sourcesBelow(cells []*vertex) []*vertex {
	sources := make([]*vertex, 0, len(cells))
	done := map[*vertex]bool{}
	todo := append([]*vertex(nil), cells...)
	for len(todo) > 0 {
		v := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		switch {
		case done[v]:
		case len(done) == manySources:
			return nil
		case v.kind() == kindSource:
			sources = append(sources, v)
		case !v.byHand() || (*node)(unsafe.Pointer(v)).track != nil:
			return nil
		default:
			todo = append(todo, (*node)(unsafe.Pointer(v)).deps...)
		}
		done[v] = true
	}
	return sources
}
