package core

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"
)

// Retries say how often and how a call is tried again that fails with an error
// which says when to (Error.Retry), with ErrBusy, ErrDraining or ErrTimeout, or on its way to
// another process. Only runnables marked idempotent are tried again; no others, ever.
type Retries struct {
	Attempts int           // with the first; 0 and 1 for no other
	First    time.Duration // the longest wait before the second attempt; 0 for 10 ms
	Max      time.Duration // the longest wait of all; 0 for a second
}

// WithRetries has the next call that is made with the context tried again as r
// says. It is for that call alone: calls that this one makes have their own. No attempt
// begins after the context's deadline, and when the wait would not end before it, the
// last error is the call's. Such a call travels encoded, so that no attempt sees what
// another did to its params.
func WithRetries(ctx context.Context, r Retries) context.Context {
	return withOpts(ctx, func(o *callOpts) { o.retries = r })
}

// do makes a call until it succeeds, cannot be helped, or was tried often enough.
// Waits double and are drawn evenly from zero to their bound ("full jitter", M. Brooker:
// "Exponential Backoff And Jitter", AWS Architecture Blog 2015), and never end before
// the moment that the error named.
func (r Retries) do(ctx context.Context, idempotent func() bool, call func() ([]byte, error)) ([]byte, error) {
	bound, most := r.First, r.Max
	if bound <= 0 {
		bound = 10 * time.Millisecond
	}
	if most <= 0 {
		most = time.Second
	}
	for n := 1; ; n++ {
		out, err := call()
		if err == nil || n >= r.Attempts || !idempotent() {
			return out, err
		}
		after, ok := retryable(err)
		if !ok {
			return out, err
		}
		wait := max(rand.N(min(bound, most)), after)
		bound *= 2
		if d, ok := ctx.Deadline(); ok && time.Until(d) <= wait {
			return out, err
		}
		t := time.NewTimer(wait)
		select {
		case <-t.C:
		case <-ctx.Done():
			t.Stop()
			return out, err
		}
	}
}

// retryable reports whether waiting may help against an error, and how long.
func retryable(err error) (after time.Duration, ok bool) {
	var e *Error
	if !errors.As(err, &e) {
		return 0, false
	}
	switch e.Code {
	case CodeBusy, CodeDraining, CodeTimeout:
		return e.Retry, true
	}
	return e.Retry, e.Retry > 0
}
