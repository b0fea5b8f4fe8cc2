package sig

import (
	"context"

	"github.com/sigen-dev/sigen/runtime/internal/core"
)

type (
	// Supervision says what happens when an instance fails.
	Supervision = core.Supervision
	// A Strategy says who starts again when one instance fails.
	Strategy = core.Strategy
	// A Backoff says how the delays before restarts grow.
	Backoff = core.Backoff
	// An Escalation says what happens when an instance has used up its restarts.
	Escalation = core.Escalation
	// A Failure is why a supervised instance did not go on as it was.
	Failure = core.Failure
	// A SupervisionEvent is one step of supervision.
	SupervisionEvent = core.SupervisionEvent
	// A SupervisionStep is what became of a failure.
	SupervisionStep = core.SupervisionStep
)

// The words of Supervision.
const (
	OneForOne      = core.OneForOne      // the instance that failed
	OneForAll      = core.OneForAll      // it and its siblings, the instances of its tenant
	RestForOne     = core.RestForOne     // it and the siblings that came up after it
	Exponential    = core.Exponential    // Delay, 2 Delay, 4 Delay, …
	Linear         = core.Linear         // Delay, 2 Delay, 3 Delay, …
	Constant       = core.Constant       // Delay, Delay, …
	EscalateStop   = core.EscalateStop   // it stays failed until Restart, Replace or Remove
	EscalateTenant = core.EscalateTenant // its whole tenant starts again
)

// The steps of supervision.
const (
	StepFailed     = core.StepFailed     // the failure itself
	StepRestarting = core.StepRestarting // it is down, and starts again after Delay
	StepRestarted  = core.StepRestarted  // it is active again
	StepEscalated  = core.StepEscalated  // its restarts are used up: its whole tenant starts again
	StepStopped    = core.StepStopped    // it stays failed
)

// WithSupervision supervises the components that have no //sig:supervise line.
// Without the option a failure of those is an error to its caller and a line in the log.
func WithSupervision(s Supervision) Option { return core.WithSupervision(s) }

// WithSupervisionEvents has f called with every step of supervision, in order for
// one instance. It must not block for long; its panics stay in it.
func WithSupervisionEvents(f func(SupervisionEvent)) Option { return core.WithSupervisionEvents(f) }

// FailureOf is the failure that a method marked //sig:supervise is asked about;
// false in any other context.
func FailureOf(ctx context.Context) (Failure, bool) { return core.FailureOf(ctx) }
