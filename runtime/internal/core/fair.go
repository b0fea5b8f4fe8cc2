package core

import (
	heaps "container/heap"
	"context"
	"sync"
	"sync/atomic"
	"time"
)

// WithConcurrency bounds how many calls run in the kernel at the same time, calls
// that come from outside of a tenant: what these call inside of it is part of them. While
// there is room a call pays an atomic operation. Once there is none, calls wait by
// tenant, and the room that comes free goes to tenants in proportion to their weight
// (the setting sig.weight, default 1), whatever the number of calls that each
// of them has waiting. A tenant has at most 1024 calls waiting, or queue= of its sig.limit; a
// call beyond that is ErrBusy, and so is one without a deadline that has waited for a
// minute. n is usually a small multiple of the processors; 0 is no bound.
func WithConcurrency(n int) Option {
	return optionFunc(func(k *Kernel) {
		if n > 0 {
			k.room = &room{size: int64(n), lines: map[*tenant]*line{}}
			k.guards.Or(guardProcess)
		}
	})
}

// lineLimit is how many calls of one tenant wait when nothing else is said, and lineWait how
// long one does that has no deadline: who would wait for ever is told that the process is full.
const (
	lineLimit = 1024
	lineWait  = time.Minute
)

// A room is where the calls of a kernel run. It is shared out by start-time fair
// queueing (P. Goyal, H. M. Vin, H. Cheng: "Start-time Fair Queuing", SIGCOMM 1996):
// a call's start tag is the later of the virtual time and its tenant's finish tag,
// the least start tag is served next, and the virtual time is the tag of the call that was
// let in last. What a call costs is known when it ends: it is charged as usual for its
// tenant when it begins, and the difference when it ends.
type room struct {
	size  int64
	state atomic.Int64 // calls that run, and roomFull while anybody waits

	mu    sync.Mutex
	now   float64           // guarded by mu; the virtual time, in seconds of work for weight 1
	lines map[*tenant]*line // guarded by mu
	ready lineHeap          // guarded by mu; lines with somebody in them, least start first
	usual ewma              // guarded by mu; what a call takes
}

const roomFull = 1 << 32

// A line is the calls of one tenant that wait for the room. Its fields are guarded by room.mu.
type line struct {
	tenant  *tenant
	weight  float64
	waiting []*place
	running int
	start   float64 // tag of the first that waits
	finish  float64 // tag of the last that was let in
	usual   ewma    // what its calls take
	pace    ewma    // time from one that is let in to the next
	last    time.Duration
	index   int // in ready; -1 when nobody waits
}

// A place is one call's in the room.
type place struct {
	room  *room
	line  *line // nil for a call that did not wait
	turn  chan struct{}
	given bool          // guarded by room.mu
	paid  time.Duration // what the line was charged
}

// freePlace is the place of calls that did not wait.
func (r *room) freePlace() *place { return &place{room: r} }

// enter takes a place, waiting for it if need be. Whoever gets one must leave it.
func (r *room) enter(ctx context.Context, t *tenant, weight, queue int) (*place, error) {
	for {
		s := r.state.Load()
		if s >= r.size { // also when somebody waits
			break
		}
		if r.state.CompareAndSwap(s, s+1) {
			return r.freePlace(), nil
		}
	}
	if queue == 0 {
		queue = lineLimit
	}
	done, bounded := ctx.Done(), timed(ctx) // asked while nothing is held: ctx may be a tenant's own code
	r.mu.Lock()
	l := r.lines[t]
	if l == nil {
		l = &line{tenant: t, index: -1}
		r.lines[t] = l
	}
	l.weight = float64(weight)
	if len(l.waiting) >= queue {
		retry := l.retry()
		r.mu.Unlock()
		return nil, errFull(retry)
	}
	p := &place{room: r, line: l, turn: make(chan struct{})}
	l.waiting = append(l.waiting, p)
	if l.index < 0 {
		l.start = max(r.now, l.finish)
		heaps.Push(&r.ready, l)
	}
	r.state.Or(roomFull) // before the look: who leaves from here on hands over
	r.admit()
	r.mu.Unlock()
	var late <-chan time.Time
	if !bounded {
		t := time.NewTimer(lineWait)
		defer t.Stop()
		late = t.C
	}
	full := false
	select {
	case <-p.turn:
		return p, nil
	case <-late:
		full = true
	case <-done:
	}
	r.mu.Lock()
	if p.given {
		r.mu.Unlock()
		if full {
			return p, nil // both at once
		}
		p.leave(0)
		return nil, ctx.Err()
	}
	retry := l.retry()
	for n, w := range l.waiting {
		if w == p {
			l.waiting = append(l.waiting[:n], l.waiting[n+1:]...)
			break
		}
	}
	if len(l.waiting) == 0 {
		heaps.Remove(&r.ready, l.index)
		r.settle(l)
	}
	r.admit()
	r.mu.Unlock()
	if full {
		return nil, errFull(retry)
	}
	return nil, ctx.Err()
}

// retry is when the calls that wait in a line now will have been let in. r.mu is held.
func (l *line) retry() time.Duration {
	per := l.pace.d
	if per == 0 {
		per = l.usual.d
	}
	return max(per*time.Duration(len(l.waiting)), time.Millisecond)
}

func errFull(retry time.Duration) error {
	return &Error{Code: CodeBusy, Expected: "room in this process, which is full", Retry: retry}
}

// leave gives the place to whom it is due, after a call that took some time; one that took none did
// not run, and says nothing of what calls usually take.
func (p *place) leave(took time.Duration) {
	r := p.room
	for p.line == nil {
		s := r.state.Load()
		if s&roomFull != 0 {
			break
		}
		if r.state.CompareAndSwap(s, s-1) {
			return
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.state.Add(-1)
	if took > 0 {
		r.usual.add(took)
	}
	if l := p.line; l != nil {
		l.running--
		if took > 0 {
			l.usual.add(took)
		}
		owed := (took - p.paid).Seconds() / l.weight
		l.finish += owed
		if l.index >= 0 {
			l.start += owed
			heaps.Fix(&r.ready, l.index)
		} else {
			r.settle(l)
		}
	}
	r.admit()
}

// admit lets in who waits while there is room. r.mu is held.
func (r *room) admit() {
	for len(r.ready) > 0 && r.state.Load()&^roomFull < r.size {
		l := r.ready[0]
		p := l.waiting[0]
		l.waiting[0] = nil
		l.waiting = l.waiting[1:]
		r.state.Add(1)
		r.now = max(r.now, l.start)
		if p.paid = l.usual.d; p.paid == 0 {
			p.paid = r.usual.d
		}
		l.running++
		l.finish = l.start + p.paid.Seconds()/l.weight
		at := sinceBegan()
		if l.last > 0 {
			l.pace.add(at - l.last)
		}
		l.last = at
		l.start = l.finish
		if len(l.waiting) == 0 {
			heaps.Pop(&r.ready)
			l.last = 0 // its pace is that of one that waits
		} else {
			heaps.Fix(&r.ready, 0)
		}
		p.given = true
		close(p.turn)
	}
	if len(r.ready) == 0 && r.state.And(^int64(roomFull))&roomFull != 0 {
		for _, l := range r.lines { // nobody competes: what anybody is ahead by is no matter
			r.settle(l)
		}
	}
}

// settle drops the line of a tenant that has nothing here any more and is owed
// nothing. r.mu is held.
func (r *room) settle(l *line) {
	if l.running > 0 || len(l.waiting) > 0 {
		return
	}
	if l.finish <= r.now || len(r.ready) == 0 {
		delete(r.lines, l.tenant)
		return
	}
	if len(r.lines) > 2*len(r.ready)+64 { // those whose debt has run out meanwhile
		for t, x := range r.lines {
			if x.running == 0 && len(x.waiting) == 0 && x.finish <= r.now {
				delete(r.lines, t)
			}
		}
	}
}

// lineHeap orders lines by the tag of their first call.
type lineHeap []*line

func (h lineHeap) Len() int           { return len(h) }
func (h lineHeap) Less(a, b int) bool { return h[a].start < h[b].start }
func (h lineHeap) Swap(a, b int) {
	h[a], h[b] = h[b], h[a]
	h[a].index, h[b].index = a, b
}
func (h *lineHeap) Push(x any) {
	l := x.(*line)
	l.index = len(*h)
	*h = append(*h, l)
}
func (h *lineHeap) Pop() any {
	old := *h
	l := old[len(old)-1]
	old[len(old)-1] = nil
	l.index = -1
	*h = old[:len(old)-1]
	return l
}
