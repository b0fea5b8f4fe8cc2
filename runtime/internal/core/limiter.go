package core

import (
	"context"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

// began is what moments are counted from: a time.Duration since then takes one
// clock reading and is never taken back by a change of the wall clock. It lies so far
// back that the clocks of tests, which begin in 2000, come later too.
var began = time.Now().Add(-50 * 365 * 24 * time.Hour)

// sinceBegan is a moment.
func sinceBegan() time.Duration { return time.Since(began) }

// A limiter holds the calls of one tenant to a limit that may change under it.
// What is in flight and what was used stay when the limit changes.
type limiter struct {
	limit atomic.Pointer[Limit] // nil for none
	due   atomic.Int64          // a moment: when the next call is due at an even rate

	mu      sync.Mutex
	running int             // guarded by mu
	waiting []chan struct{} // guarded by mu; a slot is given to the first by closing its channel
	held    ewma            // guarded by mu; how long a call holds its slot
}

// An ewma is an exponentially weighted moving average of durations.
type ewma struct{ d time.Duration }

func (e *ewma) add(d time.Duration) {
	if e.d == 0 {
		e.d = d
		return
	}
	e.d += (d - e.d) / 8
}

// take counts a call in at a moment. It is the generic cell rate algorithm in its
// form with a theoretical arrival time (ITU-T I.371, annex A): a call is due one interval
// after the one before, and may be early by a burst's worth of intervals.
func (l *limiter) take(limit *Limit, now time.Duration) error {
	if limit.Rate == 0 {
		return nil
	}
	interval, early := limit.pace()
	for {
		due := l.due.Load()
		at := max(time.Duration(due), now)
		if at-now > early {
			return atLimit("rate", "at most "+limit.rateText(), at-now-early)
		}
		if l.due.CompareAndSwap(due, int64(at+interval)) {
			return nil
		}
	}
}

// pace is the time between two calls at an even rate, and how early a call may be.
func (limit *Limit) pace() (interval, early time.Duration) {
	per, burst := limit.Per, limit.Burst
	if per == 0 {
		per = time.Second
	}
	if burst == 0 {
		burst = max(1, limit.Rate/10)
	}
	interval = max(per/time.Duration(limit.Rate), 1)
	return interval, interval * time.Duration(burst-1)
}

// untake gives back what a call took that was refused further on.
func (l *limiter) untake(limit *Limit) {
	if limit.Rate > 0 {
		interval, _ := limit.pace()
		l.due.Add(-int64(interval))
	}
}

// queueWait bounds how long a call waits for a slot when nothing else does.
const queueWait = time.Second

// hold takes one of the slots that Concurrency allows, waiting in the queue if
// there is one. Whoever gets nil must release.
func (l *limiter) hold(ctx context.Context, limit *Limit) error {
	l.mu.Lock()
	if limit.Concurrency == 0 || l.running < limit.Concurrency && len(l.waiting) == 0 {
		l.running++
		l.mu.Unlock()
		return nil
	}
	full := func(what string) error { // l.mu is held
		l.mu.Unlock()
		return atLimit(what, "at most "+strconv.Itoa(limit.Concurrency)+" calls at a time and "+strconv.Itoa(limit.Queue)+" that wait",
			max(l.held.d*time.Duration(len(l.waiting)+1)/time.Duration(limit.Concurrency), time.Millisecond))
	}
	if len(l.waiting) >= limit.Queue {
		if limit.Queue == 0 {
			return full("concurrency")
		}
		return full("queue")
	}
	turn := make(chan struct{})
	l.waiting = append(l.waiting, turn)
	l.mu.Unlock()
	var late <-chan time.Time
	if _, ok := ctx.Deadline(); !ok {
		t := time.NewTimer(queueWait)
		defer t.Stop()
		late = t.C
	}
	select {
	case <-turn:
		return nil
	case <-ctx.Done():
	case <-late:
	}
	l.mu.Lock()
	for n, w := range l.waiting {
		if w == turn {
			l.waiting = append(l.waiting[:n], l.waiting[n+1:]...)
			if err := ctx.Err(); err != nil {
				l.mu.Unlock()
				return err
			}
			return full("queue")
		}
	}
	l.mu.Unlock()
	return nil // its turn came at the same moment
}

// release gives a slot back after a call that held it for some time.
func (l *limiter) release(held time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.running--
	l.held.add(held)
	l.admitWaiting()
}

// admitWaiting lets in who waits while there is room. l.mu is held.
func (l *limiter) admitWaiting() {
	room := 0
	if limit := l.limit.Load(); limit != nil {
		room = limit.Concurrency
	}
	for len(l.waiting) > 0 && (room == 0 || l.running < room) {
		l.running++
		close(l.waiting[0])
		l.waiting = l.waiting[1:]
	}
}

// change puts another limit in force; nil for none.
func (l *limiter) change(to *Limit) {
	l.limit.Store(to)
	if to != nil && to.Rate > 0 { // what was used at another rate is at most all of this one's
		interval, early := to.pace()
		for worst := int64(sinceBegan() + early + interval); ; {
			due := l.due.Load()
			if due <= worst || l.due.CompareAndSwap(due, worst) {
				break
			}
		}
	}
	l.mu.Lock()
	l.admitWaiting()
	l.mu.Unlock()
}
