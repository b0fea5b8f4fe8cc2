// Package plain takes from a context what a provider needs of it, once and before anything is held. A context
// is code of whoever made it: a method of a component's own may panic, block or end the goroutine, and where a
// provider asks it under a lock or with something in hand, everybody would pay.
package plain

import (
	"context"
	"time"
)

// A Context ends as another one does and has nothing else of it.
type Context struct {
	done     <-chan struct{}
	deadline time.Time
	timed    bool
}

// Of asks a context. None of its methods is called afterwards.
func Of(ctx context.Context) Context {
	c := Context{done: ctx.Done()}
	c.deadline, c.timed = ctx.Deadline()
	return c
}

// Deadline implements context.Context, as all methods do.
func (c *Context) Deadline() (time.Time, bool) { return c.deadline, c.timed }

// Done is closed when the other context ends.
func (c *Context) Done() <-chan struct{} { return c.done }

// Err says why it ended: by its deadline, or it was cancelled.
func (c *Context) Err() error {
	select {
	case <-c.done:
	default:
		return nil
	}
	if c.timed && !time.Now().Before(c.deadline) {
		return context.DeadlineExceeded
	}
	return context.Canceled
}

// Value has none.
func (c *Context) Value(any) any { return nil }
