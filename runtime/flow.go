package sig

import (
	"context"
	"time"

	"github.com/sigen-dev/sigen/runtime/internal/core"
)

type (
	// Limit bounds the calls that one tenant makes: see limit= of //sig:runnable and
	// the settings below sig.limit.
	Limit = core.Limit
	// Retries say how often and how a call is tried again.
	Retries = core.Retries
	// DeadLetter is an event that a subscriber did not take.
	DeadLetter = core.DeadLetter
	// EventCounts say what became of the events of an instance's subscriptions.
	EventCounts = core.EventCounts
)

// WithConcurrency bounds how many calls run in the kernel at the same time. While
// there is room a call pays an atomic operation; once there is none, calls wait by
// tenant, and the room is shared out by weight (the setting sig.weight), whatever the
// number of calls that each has waiting. A call that finds its tenant's line full is
// ErrBusy, with Retry, and so is one without a deadline that has waited there for a minute. Calls that a call makes are part of it. 0 is no bound.
func WithConcurrency(n int) Option { return core.WithConcurrency(n) }

// WithIdempotency sets how long the outcome of a call with a key is remembered, 10
// minutes by default.
func WithIdempotency(window time.Duration) Option { return core.WithIdempotency(window) }

// WithIdempotencyKey has the next call that is made with the context run once for its
// tenant, instance, runnable and key: whoever makes it again within the window, also while
// it runs, gets the result of the one run, or its error. The same key with other params is
// ErrInvalid; a run that was refused before it began is not remembered; the run goes on
// when the context of its caller ends. Outcomes are kept in the memory of this process:
// at most 1024 keys and 1 MiB of a tenant, beyond which a new key is ErrLimited. A key has
// 1 to 255 bytes.
func WithIdempotencyKey(ctx context.Context, key string) context.Context {
	return core.WithIdempotencyKey(ctx, key)
}

// WithRetries has the next call that is made with the context tried again as r says,
// when its runnable is marked idempotent; no other is, ever. It waits at least as long as
// the error says (Error.Retry), and no attempt begins after the context's deadline.
func WithRetries(ctx context.Context, r Retries) context.Context { return core.WithRetries(ctx, r) }
