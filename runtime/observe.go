package sig

import "github.com/sigen-dev/sigen/runtime/internal/core"

type (
	// Observer is told of what becomes of instances. Packages provider/telemetry (OpenTelemetry),
	// provider/logging (log/slog) and provider/profiling (pprof labels) have one each.
	Observer = core.Observer
	// CallObserver is an Observer that is told of every call besides.
	CallObserver = core.CallObserver
	// WorkObserver is an Observer that is told besides when a goroutine works in an instance
	// other than in a call.
	WorkObserver = core.WorkObserver
	// TracePropagator is an Observer that knows how a trace goes from process to process.
	TracePropagator = core.TracePropagator
	// ObserverSource is what a provider of telemetry implements.
	ObserverSource = core.ObserverSource
	// CallInfo says which call an Observer is told of.
	CallInfo = core.CallInfo
	// WorkInfo says which work an Observer is told of.
	WorkInfo = core.WorkInfo
	// WorkKind says what a goroutine does in an instance when it is no call.
	WorkKind = core.WorkKind
	// TenantKey stands for a tenant as long as that has instances here. It is comparable.
	TenantKey = core.TenantKey
	// KernelEvent is one thing that happened to an instance or a tenant.
	KernelEvent = core.KernelEvent
	// EventKind says what happened.
	EventKind = core.EventKind
)

// The kinds of events of a kernel.
const (
	EventActivated        = core.EventActivated        // an instance came up
	EventActivationFailed = core.EventActivationFailed // an instance did not come up
	EventDeactivated      = core.EventDeactivated      // an instance was taken down
	EventPassivated       = core.EventPassivated       // an idle instance was taken down; its next call activates it
	EventReplaced         = core.EventReplaced         // an instance has another body
	EventRemoved          = core.EventRemoved          // an instance is gone for good
	EventFailed           = core.EventFailed           // supervision: an instance failed
	EventRestarting       = core.EventRestarting       // supervision: it starts again after a delay
	EventRestarted        = core.EventRestarted        // supervision: it is active again
	EventEscalated        = core.EventEscalated        // supervision: its whole tenant starts again
	EventStopped          = core.EventStopped          // supervision: it stays failed until somebody acts
	EventDeadLetter       = core.EventDeadLetter       // nobody took an event
	EventTenantGone       = core.EventTenantGone       // the last instance of a tenant has gone
	EventOffboarded       = core.EventOffboarded       // an offboarding is done
	EventLost             = core.EventLost             // observers were too slow for some events
	EventPanicked         = core.EventPanicked         // code of an instance panicked; Stack says where
)

// The kinds of work.
const (
	WorkActivation   = core.WorkActivation   // constructor, first run of effects, restore and activate hooks
	WorkDeactivation = core.WorkDeactivation // snapshot and deactivate hooks
	WorkHealth       = core.WorkHealth       // a health hook
	WorkEffects      = core.WorkEffects      // effects after a change
	WorkJob          = core.WorkJob          // Go, After, Every
	WorkDelivery     = core.WorkDelivery     // events of a subscription
)

// WithObserver tells o what happens, beside every other Observer that there is: those of other
// WithObserver options, and those of providers.
func WithObserver(o Observer) Option { return core.WithObserver(o) }

// WithLatency has the kernel measure how long calls take, for Status, also while nobody observes them.
// Without it, and without a CallObserver, only calls that a limit holds are measured.
func WithLatency() Option { return core.WithLatency() }

// ErrorClass sorts an error into one of a dozen words, for labels and logs: nothing of the error's
// text is in it. It is "" for nil, "canceled" when the caller gave up, and "failed" for what is none of the kernel's.
func ErrorClass(err error) string { return core.ErrorClass(err) }

type (
	// ComponentStatus is all instances of one component together.
	ComponentStatus = core.ComponentStatus
	// Latency is how long the calls took that were measured.
	Latency = core.Latency
	// Quantiles is Latency with quantiles.
	Quantiles = core.Quantiles
	// Graph is how a kernel is put together; see Kernel.Graph.
	Graph = core.Graph
	// GraphComponent is one discovered component of a Graph.
	GraphComponent = core.GraphComponent
	// GraphRequirement is one field's need, and who meets it.
	GraphRequirement = core.GraphRequirement
	// GraphBinding says how many instances have a requirement met by a component.
	GraphBinding = core.GraphBinding
	// GraphRoute is a contract's name and who serves it.
	GraphRoute = core.GraphRoute
	// GraphRunnable is one runnable of a route.
	GraphRunnable = core.GraphRunnable
	// GraphCell is one cell of a component's graph of computed values.
	GraphCell = core.GraphCell
	// GraphCrossing is an admin component's way into tenants.
	GraphCrossing = core.GraphCrossing
	// TenantStatus is one tenant; see Kernel.Tenants.
	TenantStatus = core.TenantStatus
	// TenantState says in a word how a tenant is.
	TenantState = core.TenantState
)

// The states of a tenant, the first that fits.
const (
	TenantOffboarding = core.TenantOffboarding // its offboarding has begun and is not done
	TenantDegraded    = core.TenantDegraded    // an instance failed, or waits for what it requires
	TenantDraining    = core.TenantDraining    // an instance is draining
	TenantActive      = core.TenantActive      // an instance is active
	TenantIdle        = core.TenantIdle        // nothing is active; calls, or Boot, bring it up
)
