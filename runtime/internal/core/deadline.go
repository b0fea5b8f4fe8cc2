package core

import (
	"context"
	"errors"
	"sync"
	"time"
)

// A deadlineCtx is the context of a call with timeout=. Most calls ask it for nothing but
// their caller, so it arms nothing: the clock is looked at when the call asks for Err, and a timer
// and a channel are made when it asks for Done. context.WithTimeout pays for all of that
// in advance. It is safe for concurrent use, and ends with the call at the latest.
type deadlineCtx struct {
	context.Context               // the call's, without its own deadline
	at              time.Duration // the moment that it ends, as of sinceBegan
	mu              sync.Mutex
	err             error  // guarded by mu; set when it has ended
	armed           *armed // guarded by mu; nil until somebody asks for more than Err
}

// armed is what few deadlines need. It is guarded by deadlineCtx.mu.
type armed struct {
	at       time.Time     // zero until somebody asks
	done     chan struct{} // nil until somebody asks
	timer    *time.Timer
	unlisten func() bool // of the parent
	afters   []*onEnd
}

// begin gives the context its parent and its end, d from now or with the parent's own.
func (c *deadlineCtx) begin(parent context.Context, d time.Duration) {
	if timed(parent) {
		if at, ok := parent.Deadline(); ok {
			d = min(d, time.Until(at))
		}
	}
	c.Context, c.at = parent, sinceBegan()+d
}

// more is what few need, made if there is none. c.mu is held.
func (c *deadlineCtx) more() *armed {
	if c.armed == nil {
		c.armed = new(armed)
	}
	return c.armed
}

func (c *deadlineCtx) Deadline() (time.Time, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	a := c.more()
	if a.at.IsZero() {
		a.at = time.Now().Add(c.at - sinceBegan())
	}
	return a.at, true
}

// Done arms the timer.
func (c *deadlineCtx) Done() <-chan struct{} {
	c.mu.Lock()
	defer c.mu.Unlock()
	a := c.more()
	if a.done == nil {
		a.done = make(chan struct{})
		if c.err != nil {
			close(a.done)
		} else {
			c.arm(a)
		}
	}
	return a.done
}

// arm makes it end by itself. c.mu is held.
func (c *deadlineCtx) arm(a *armed) {
	if a.timer != nil {
		return
	}
	a.timer = time.AfterFunc(c.at-sinceBegan(), func() { c.end(context.DeadlineExceeded) })
	if c.Context.Done() != nil {
		a.unlisten = context.AfterFunc(c.Context, func() { c.end(c.Context.Err()) })
	}
}

func (c *deadlineCtx) Err() error {
	c.mu.Lock()
	err := c.err
	c.mu.Unlock()
	if err != nil {
		return err
	}
	if err = c.Context.Err(); err == nil && sinceBegan() >= c.at {
		err = context.DeadlineExceeded
	}
	if err != nil {
		c.end(err)
	}
	return err
}

// AfterFunc lets package context derive from this context without a goroutine.
func (c *deadlineCtx) AfterFunc(f func()) (stop func() bool) {
	e := &onEnd{f: f}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.err != nil {
		go f()
		return func() bool { return false }
	}
	a := c.more()
	a.afters = append(a.afters, e)
	c.arm(a)
	return func() bool {
		c.mu.Lock()
		defer c.mu.Unlock()
		for i, x := range a.afters {
			if x == e {
				a.afters = append(a.afters[:i], a.afters[i+1:]...)
				return true
			}
		}
		return false
	}
}

// end ends the context, once.
func (c *deadlineCtx) end(err error) {
	c.mu.Lock()
	if c.err != nil {
		c.mu.Unlock()
		return
	}
	c.err = err
	if c.armed == nil {
		c.mu.Unlock()
		return
	}
	a := *c.armed
	c.armed.timer, c.armed.unlisten, c.armed.afters = nil, nil, nil
	if a.done != nil {
		close(a.done)
	}
	c.mu.Unlock()
	if a.timer != nil {
		a.timer.Stop()
	}
	if a.unlisten != nil {
		a.unlisten()
	}
	for _, e := range a.afters {
		go e.f()
	}
}

// finish ends it with its call, and reports whether its time was over before.
func (c *deadlineCtx) finish(failed error) (late bool) {
	late = errors.Is(failed, context.DeadlineExceeded) && c.Err() == context.DeadlineExceeded
	c.end(context.Canceled)
	return late
}
