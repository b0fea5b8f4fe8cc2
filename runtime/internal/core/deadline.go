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
	context.Context // the call's, without its own deadline
	at              time.Time
	mu              sync.Mutex
	err             error         // guarded by mu; set when it has ended
	done            chan struct{} // guarded by mu; nil until somebody asks
	timer           *time.Timer   // guarded by mu
	unlisten        func() bool   // guarded by mu; of the parent
	afters          []*onEnd      // guarded by mu
}

// begin gives the context its parent and its end, d from now or with the parent's own.
func (c *deadlineCtx) begin(parent context.Context, d time.Duration) {
	c.Context, c.at = parent, time.Now().Add(d)
	if at, ok := parent.Deadline(); ok && at.Before(c.at) {
		c.at = at
	}
}

func (c *deadlineCtx) Deadline() (time.Time, bool) { return c.at, true }

// Done arms the timer.
func (c *deadlineCtx) Done() <-chan struct{} {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.done == nil {
		c.done = make(chan struct{})
		if c.err != nil {
			close(c.done)
		} else {
			c.arm()
		}
	}
	return c.done
}

// arm makes it end by itself. c.mu is held.
func (c *deadlineCtx) arm() {
	if c.timer != nil {
		return
	}
	c.timer = time.AfterFunc(time.Until(c.at), func() { c.end(context.DeadlineExceeded) })
	if c.Context.Done() != nil {
		c.unlisten = context.AfterFunc(c.Context, func() { c.end(c.Context.Err()) })
	}
}

func (c *deadlineCtx) Err() error {
	c.mu.Lock()
	err := c.err
	c.mu.Unlock()
	if err != nil {
		return err
	}
	if err = c.Context.Err(); err == nil && !time.Now().Before(c.at) {
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
	c.afters = append(c.afters, e)
	c.arm()
	return func() bool {
		c.mu.Lock()
		defer c.mu.Unlock()
		for i, x := range c.afters {
			if x == e {
				c.afters = append(c.afters[:i], c.afters[i+1:]...)
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
	if c.done != nil {
		close(c.done)
	}
	timer, unlisten, afters := c.timer, c.unlisten, c.afters
	c.timer, c.unlisten, c.afters = nil, nil, nil
	c.mu.Unlock()
	if timer != nil {
		timer.Stop()
	}
	if unlisten != nil {
		unlisten()
	}
	for _, e := range afters {
		go e.f()
	}
}

// finish ends it with its call, and reports whether its time was over before.
func (c *deadlineCtx) finish(failed error) (late bool) {
	late = errors.Is(failed, context.DeadlineExceeded) && c.Err() == context.DeadlineExceeded
	c.end(context.Canceled)
	return late
}
