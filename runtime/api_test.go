package sig_test

import (
	"context"
	"iter"
	"log/slog"
	"testing"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/config"
	"github.com/sigen-dev/sigen/runtime/provider/credentials"
	"github.com/sigen-dev/sigen/runtime/provider/logging"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb"
	"github.com/sigen-dev/sigen/runtime/provider/storage"
	"github.com/sigen-dev/sigen/runtime/reactive"
	"github.com/sigen-dev/sigen/runtime/sigtest"
)

// What this file names is the fixed public surface: users' code is written against these
// signatures, so that a change of one does not compile here. Nothing of it runs.

var (
	_ func(...sig.Option) *sig.Kernel               = sig.New
	_ func(sig.Logger) sig.Option                   = sig.WithLogger
	_ func(func(sig.AuditEvent)) sig.Option         = sig.WithAudit
	_ func(sig.Transport) sig.Option                = sig.WithTransport
	_ func(context.Context) (sig.Caller, bool)      = sig.CallerOf
	_ func(context.Context, string) context.Context = sig.Reason
	_ sig.Contract[sig.ConfigAdmin]                 = sig.ConfigAdminContract
	_ func(sig.Observer) sig.Option                 = sig.WithObserver
	_ func(error) string                            = sig.ErrorClass

	_ map[string]any = sig.Props{}
	_ map[string]any = sig.Params{}
)

func require[T any](k *sig.Kernel, c sig.Contract[T]) (T, error) { return sig.Require[T](k, c) }

type fixedKernel interface {
	Discover(f ...sig.Factory) error
	Instantiate(component, name string, p sig.Props) (*sig.Ref, error)
	Boot(ctx context.Context) error
	Add(ctx context.Context, component, name string, p sig.Props) (*sig.Ref, error)
	Remove(ctx context.Context, name string) error
	Offboard(ctx context.Context, target string) (sig.Record, error)
	Shutdown(ctx context.Context) error
	Settled(ctx context.Context) error
	Bus() *sig.Bus
	Status() sig.Status
	Graph() sig.Graph
	Tenants() []sig.TenantStatus
	Why(instance string) string
}

type fixedRef interface {
	Name() string
	Target() string
	State() sig.State
}

type fixedBus interface {
	Invoke(ctx context.Context, name string, p sig.Params) (any, error)
	InvokeJSON(ctx context.Context, name string, in []byte) ([]byte, error)
}

type fixedInstance interface {
	Name() string
	Target() string
	Log() sig.Logger
	Go(f func(ctx context.Context) error)
	After(d time.Duration, f func(ctx context.Context))
	Publish(ctx context.Context, topic string, payload any) error
}

type fixedSignal[T any] interface {
	Get() T
	Set(v T)
}

type fixedStorage interface {
	Put(ctx context.Context, key string, data []byte) error
	Get(ctx context.Context, key string) ([]byte, error)
	Delete(ctx context.Context, key string) error
	List(ctx context.Context, prefix string) iter.Seq2[string, error]
}

type fixedScope interface {
	Tenant() string
	Instance() string
	Component() string
	Incarnation() string
}

type fixedScoped[T any] interface {
	Open(ctx context.Context, s sig.Scope) (T, error)
	Remains(ctx context.Context, s sig.Scope) ([]string, error)
	Purge(ctx context.Context, s sig.Scope) error
}

type fixedAdmin interface {
	Get(path string) (value string, ok bool)
	Set(path, value string) error
	SetMany(values map[string]string) error
	Delete(path string) error
}

type fixedLogger interface {
	Log(ctx context.Context, level int, msg string, attrs ...sig.Attr)
}

type fixedTransport interface {
	Invoke(ctx context.Context, call sig.Envelope) ([]byte, error)
}

type fixedObserver interface{ Observe(e sig.KernelEvent) }

type fixedCallObserver interface {
	fixedObserver
	BeginCall(from, ctx context.Context, c sig.CallInfo) (context.Context, func(err error, took time.Duration))
	CallRefused(ctx context.Context, c sig.CallInfo, err error)
}

type fixedWorkObserver interface {
	fixedObserver
	BeginWork(ctx context.Context, w sig.WorkInfo) func()
}

type fixedPropagator interface {
	fixedObserver
	InjectTrace(ctx context.Context) (traceparent, tracestate string)
	ExtractTrace(ctx context.Context, traceparent, tracestate string) context.Context
}

var (
	_ fixedKernel            = (*sig.Kernel)(nil)
	_ fixedRef               = (*sig.Ref)(nil)
	_ fixedBus               = (*sig.Bus)(nil)
	_ fixedInstance          = (*sig.Instance)(nil)
	_ interface{ Get() int } = sig.Settings[int]{}
	_ fixedSignal[string]    = (*sig.Signal[string])(nil)
	_ interface {
		Get(ctx context.Context) (*int, error)
	} = (*sig.PerTenant[int])(nil)
	_ interface {
		Get(ctx context.Context, key string) (sig.Secret, error)
	} = sig.Credentials{}
	_ interface{ Reveal() string } = sig.Secret{}
	_ fixedStorage                 = sig.Storage{}
	_ interface {
		String(key, def string) string
		Int(key string, def int) int
	} = sig.Config{}
	_ fixedScope = sig.Scope{}
	_ interface {
		Tenant() string
		Instance() string
	} = sig.Caller{}
	_ error = (*sig.Error)(nil)
	_ interface {
		Unwrap() error
		Is(error) bool
	} = (*sig.Error)(nil)
)

// Interfaces that users implement are exactly these: a method more breaks every one of theirs.
var (
	_ sig.Scoped[int]  = fixedScoped[int](nil)
	_ fixedScoped[int] = sig.Scoped[int](nil)
	_ sig.ConfigAdmin  = fixedAdmin(nil)
	_ fixedAdmin       = sig.ConfigAdmin(nil)
	_ sig.Logger       = fixedLogger(nil)
	_ fixedLogger      = sig.Logger(nil)
	_ sig.Transport    = fixedTransport(nil)
	_ fixedTransport   = sig.Transport(nil)

	_ sig.Observer        = fixedObserver(nil)
	_ fixedObserver       = sig.Observer(nil)
	_ sig.CallObserver    = fixedCallObserver(nil)
	_ fixedCallObserver   = sig.CallObserver(nil)
	_ sig.WorkObserver    = fixedWorkObserver(nil)
	_ fixedWorkObserver   = sig.WorkObserver(nil)
	_ sig.TracePropagator = fixedPropagator(nil)
	_ fixedPropagator     = sig.TracePropagator(nil)
)

var (
	_ = sig.Attr{Key: "", Value: ""}
	_ = sig.Envelope{
		Route: "", Target: "", Caller: sig.Caller{}, Params: []byte(nil), Deadline: time.Time{}, IdempotencyKey: "",
		TraceParent: "", TraceState: "",
	}
	_ = sig.Error{
		Code: sig.Code(0), Runnable: "", Instance: "", Path: "", Expected: "", Retry: time.Duration(0), Cause: error(nil),
	}
	_ = sig.AuditEvent{
		At: time.Time{}, Caller: sig.Caller{}, Runnable: "", Target: "", Why: "", Trace: "",
	}
	_ = sig.Record{Target: "", Incarnation: ""}
	_ = sig.Status{Instances: []sig.InstanceStatus{{
		Name: "", Component: "", Target: "", State: sig.State(0), Calls: int64(0), Errors: int64(0),
	}}}
	_ uint8 = uint8(sig.Code(0))
	_ uint8 = uint8(sig.State(0))

	_ = []error{
		sig.ErrNotFound, sig.ErrInvalid, sig.ErrScope, sig.ErrDenied, sig.ErrInstanceGone,
		sig.ErrDraining, sig.ErrLimited, sig.ErrBusy, sig.ErrTimeout, sig.ErrPanic,
	}
	_ = []sig.Factory{
		config.ProviderFactory, credentials.ProviderFactory, logging.ProviderFactory, sqldb.ProviderFactory, storage.ProviderFactory,
	}
)

// Package logging.
var _ func(*slog.Logger) sig.Logger = logging.Slog

// Package sigtest.
var (
	_ func(testing.TB, ...sig.Factory) *sig.Kernel       = sigtest.Kernel
	_ func(string) sig.Settings[string]                  = sigtest.Settings[string]
	_ func() sig.Storage                                 = sigtest.Storage
	_ func(map[string]string) sig.Credentials            = sigtest.Credentials
	_ func(t *testing.T, k *sig.Kernel, names ...string) = sigtest.Isolation
)

// Package sqldb.
type fixedPool interface {
	Use(ctx context.Context, u sqldb.URL) error
	fixedTx
	InTx(ctx context.Context, f func(tx sqldb.Tx) error) error
}

type fixedTx interface {
	Query(ctx context.Context, query string, args ...any) (*sqldb.Rows, error)
	Exec(ctx context.Context, query string, args ...any) (int64, error)
}

type fixedRows interface {
	Next() bool
	Scan(dest ...any) error
	Columns() []string
	Err() error
	Close() error
}

var (
	_ fixedPool = sqldb.Pool{}
	_ fixedTx   = sqldb.Tx{}
	_ fixedRows = (*sqldb.Rows)(nil)
)

// Package reactive.
type fixedDomain interface {
	Batch(f func(tx *reactive.Tx) error) error
	Snapshot(f func(r *reactive.Reader) error) error
	Settled(ctx context.Context) error
	Close() error
}

type fixedReactiveSignal[T any] interface {
	fixedSignal[T]
	Update(f func(T) T)
	Track(t *reactive.Tracker) T
	GetIn(tx *reactive.Tx) T
	SetIn(tx *reactive.Tx, v T)
	At(r *reactive.Reader) T
	Watch(ctx context.Context) iter.Seq[T]
}

type fixedComputed[T any] interface {
	Get() (T, error)
	Track(t *reactive.Tracker) (T, error)
	GetIn(tx *reactive.Tx) (T, error)
	At(r *reactive.Reader) (T, error)
	Dispose()
}

type fixedEffect interface {
	OnCleanup(f func())
	Dispose()
}

var (
	_ fixedDomain                 = (*reactive.Domain)(nil)
	_ fixedReactiveSignal[string] = (*reactive.Signal[string])(nil)
	_ fixedComputed[string]       = (*reactive.Computed[string])(nil)
	_ fixedEffect                 = (*reactive.Effect)(nil)
	_ reactive.Source             = (*reactive.Signal[string])(nil)
	_ reactive.Source             = (*reactive.Computed[string])(nil)

	_ func(...reactive.Option) *reactive.Domain                                                                   = reactive.NewDomain
	_ func(*reactive.Domain, int, ...reactive.Option) *reactive.Signal[int]                                       = reactive.NewSignal[int]
	_ func(*reactive.Domain, func() (int, error), ...reactive.Source) *reactive.Computed[int]                     = reactive.NewComputed[int]
	_ func(*reactive.Domain, func(*reactive.Tracker) (int, error), ...reactive.Option) *reactive.Computed[int]    = reactive.NewDynamic[int]
	_ func(*reactive.Domain, func(context.Context) error, ...reactive.Source) *reactive.Effect                    = reactive.NewEffect
	_ func(*reactive.Domain, func(context.Context, *reactive.Tracker) error, ...reactive.Option) *reactive.Effect = reactive.NewDynamicEffect
	_ func(func(a, b int) bool) reactive.Option                                                                   = reactive.Equal[int]
	_ func() reactive.Option                                                                                      = reactive.Supersede
	_ func(func(name string, err error)) reactive.Option                                                          = reactive.OnError
	_ func(string) reactive.Option                                                                                = reactive.Name

	_ error = &reactive.CycleError{Path: []string(nil)}
	_ error = &reactive.RunawayError{Effect: "", Runs: 0}
	_ error = &reactive.PanicError{Name: "", Value: any(nil), Stack: []byte(nil)}
)

// TestAPI has the names above compiled, and says what a compiler does not: that a struct
// component needs nothing but the embedded zero Instance.
func TestAPI(t *testing.T) {
	var i sig.Instance
	if i.Name() != "" || i.Target() != "" {
		t.Errorf("zero Instance: name %q, target %q, want none", i.Name(), i.Target())
	}
	_ = require[sig.ConfigAdmin]
}
