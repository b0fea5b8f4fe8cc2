package sigtest

import (
	"context"
	"slices"
	"sync"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Clock is a clock that stands still until Advance, for kernels of tests. It is
// safe for concurrent use.
type Clock struct {
	mu     sync.Mutex
	now    time.Time     // guarded by mu
	timers []*fakeTimer  // guarded by mu
	more   chan struct{} // guarded by mu; closed when a timer is added, nil while nobody waits
}

// NewClock makes a clock that shows start.
func NewClock(start time.Time) *Clock { return &Clock{now: start} }

// Now is the time that the clock shows.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// AfterFunc runs f when Advance has moved the clock by d.
func (c *Clock) AfterFunc(d time.Duration, f func()) sig.Timer {
	c.mu.Lock()
	defer c.mu.Unlock()
	t := &fakeTimer{clock: c, at: c.now.Add(d), f: f}
	c.timers = append(c.timers, t)
	if c.more != nil {
		close(c.more)
		c.more = nil
	}
	return t
}

// Await returns when at least n timers wait for Advance, or with the context's error: so a
// test knows that what it started on another goroutine has come to its delay.
func (c *Clock) Await(ctx context.Context, n int) error {
	for {
		c.mu.Lock()
		if len(c.timers) >= n {
			c.mu.Unlock()
			return nil
		}
		if c.more == nil {
			c.more = make(chan struct{})
		}
		more := c.more
		c.mu.Unlock()
		select {
		case <-more:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// Advance moves the clock by d and runs what falls due on the way, in order, one
// after another, on this goroutine; each run sees the time for which it was set.
func (c *Clock) Advance(d time.Duration) {
	c.mu.Lock()
	end := c.now.Add(d)
	for {
		var next *fakeTimer
		for _, t := range c.timers {
			if !t.at.After(end) && (next == nil || t.at.Before(next.at)) {
				next = t
			}
		}
		if next == nil {
			break
		}
		c.drop(next)
		if next.at.After(c.now) {
			c.now = next.at
		}
		c.mu.Unlock()
		next.f()
		c.mu.Lock()
	}
	c.now = end
	c.mu.Unlock()
}

// drop takes a timer off; c.mu is held.
func (c *Clock) drop(t *fakeTimer) bool {
	i := slices.Index(c.timers, t)
	if i < 0 {
		return false
	}
	c.timers = slices.Delete(c.timers, i, i+1)
	return true
}

type fakeTimer struct {
	clock *Clock
	at    time.Time
	f     func()
}

func (t *fakeTimer) Stop() bool {
	t.clock.mu.Lock()
	defer t.clock.mu.Unlock()
	return t.clock.drop(t)
}
