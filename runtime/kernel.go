package sig

import (
	"context"

	"github.com/sigen-dev/sigen/runtime/internal/core"
)

type (
	// A Kernel runs instances of components. It owns no main, no signals and no
	// globals. All methods are safe for concurrent use. It is for host code.
	Kernel = core.Kernel
	// An Option configures a Kernel.
	Option = core.Option
	// Factory makes instances of one component: generated code makes it, Discover
	// takes it.
	Factory = core.Factory
	// Props are the untyped properties of an instance; "target" names its tenant, and "sig.residency" says when the
	// instance is active: resident, lazy or pinned.
	Props = core.Props
	// Params are the untyped arguments of a call made from host code or a test.
	Params = core.Params
	// Ref names one instance for good: it never means a successor of the same name.
	Ref = core.Ref
	// Bus routes calls by name, for host code and gateways.
	Bus = core.Bus
	// State is where an instance stands.
	State = core.State
	// Status is what a kernel has at one moment.
	Status = core.Status
	// InstanceStatus is one instance of it.
	InstanceStatus = core.InstanceStatus
	// Record says which incarnation of a tenant was offboarded.
	Record = core.Record
	// Contract identifies an interface without reflection; sigen emits one value
	// per contract.
	Contract[T any] = core.Contract[T]
	// Transport carries calls to other processes.
	Transport = core.Transport
	// StreamTransport is a Transport that brings the elements of a stream as they come.
	StreamTransport = core.StreamTransport
	// Envelope is a call outside the process.
	Envelope = core.Envelope
	// Caller is who makes a call; only the kernel mints one.
	Caller = core.Caller
	// AuditEvent is one line about a call that crosses tenants.
	AuditEvent = core.AuditEvent
)

// The states of an instance.
const (
	StateRegistered = core.StateRegistered
	StateWaiting    = core.StateWaiting
	StateActivating = core.StateActivating
	StateActive     = core.StateActive
	StateDraining   = core.StateDraining
	StateFailed     = core.StateFailed
	StateRemoved    = core.StateRemoved
)

// New makes a kernel. It serves nobody before Boot.
func New(opts ...Option) *Kernel { return core.New(opts...) }

// WithLogger sends what the kernel and its instances log to l; it wins over a
// logging provider.
func WithLogger(l Logger) Option { return core.WithLogger(l) }

// WithAudit gives the kernel the sink of audit lines. It is called before the
// call that it describes; when it panics the call is denied. Without a sink every
// call that needs a line is denied.
func WithAudit(sink func(AuditEvent)) Option { return core.WithAudit(sink) }

// WithTransport adds a way to other processes; they are asked in order.
func WithTransport(t Transport) Option { return core.WithTransport(t) }

// A Residency says when an instance of a tenant is active; it is registered, routed to and
// known by its Ref and its clients all the time.
type Residency = core.Residency

// The residencies. Resident, the zero value, is active from Boot or Add until it is
// removed. Lazy is active from its first call on, and is passivated when it has been idle and its
// place is needed. Pinned is active from its first call on, and stays. See Kernel.SetResidency.
const (
	Resident = core.Resident
	Lazy     = core.Lazy
	Pinned   = core.Pinned
)

// A ResidencyPolicy is what a kernel may spend on instances that are Lazy or
// Pinned: how many may be active, how much memory, how many activations run at once and
// how many calls wait for one. A zero field is the default.
type ResidencyPolicy = core.ResidencyPolicy

// WithResidency lets instances of tenants be registered without being active: the
// first call activates one, however many calls come at once. A passivated instance is
// the same instance: what its //sig:snapshot method kept, its //sig:restore method takes
// up, and no call fails because of it.
func WithResidency(p ResidencyPolicy) Option { return core.WithResidency(p) }

// WithWiringCheck makes a computed or an effect that reads what its wiring does
// not list fail loudly. It is on in kernels of sigtest.
func WithWiringCheck() Option { return core.WithWiringCheck() }

// Require hands a service to host code, by its contract: a provider's interface,
// or the client of a shared component.
func Require[T any](k *Kernel, c Contract[T]) (T, error) { return core.Require(k, c) }

// ConfigAdminContract finds the provider of configuration.
var ConfigAdminContract = core.ServiceContract[ConfigAdmin]("sig.ConfigAdmin")

// CallerOf returns who made the call that ctx belongs to; false outside of a call.
func CallerOf(ctx context.Context) (Caller, bool) { return core.CallerOf(ctx) }

// ForTenant binds host code to one verified tenant: in the context that it
// returns, host clients and the bus reach that tenant and shared components, and
// nobody else. Package tenancy does it for requests of net/http.
func ForTenant(ctx context.Context, target string) (context.Context, error) {
	return core.ForTenant(ctx, target)
}

// Reason must accompany a call that an admin component makes into a tenant; why
// is what the audit line says.
func Reason(ctx context.Context, why string) context.Context { return core.Reason(ctx, why) }

// WithTrace puts a trace identifier into ctx that audit lines show and that
// crosses tenants, unlike every other value of a context.
func WithTrace(ctx context.Context, id string) context.Context { return core.WithTrace(ctx, id) }

type (
	// Clock is where a kernel's instances get time from.
	Clock = core.Clock
	// Timer is what a Clock's AfterFunc started.
	Timer = core.Timer
)

// WithClock gives instances another clock than the machine's, in tests.
func WithClock(c Clock) Option { return core.WithClock(c) }

// NameGrammar says what a name of an instance or a target is, for error texts.
const NameGrammar = core.NameGrammar

// ValidName reports whether s may name an instance or a target: ask before a
// tenant is let to choose its name.
func ValidName(s string) bool { return core.ValidName(s) }

// ValidPath reports whether s is names joined by single dots: a path of
// configuration, a key of credentials.
func ValidPath(s string) bool { return core.ValidPath(s) }
