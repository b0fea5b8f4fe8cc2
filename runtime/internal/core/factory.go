package core

import (
	"context"
	"iter"
	"slices"
	"sync"
	"time"

	"github.com/sigen-dev/sigen/runtime/abi/codec"
	"github.com/sigen-dev/sigen/runtime/reactive"
)

// A Factory makes instances of one component. Generated code makes it, Discover
// takes it. The zero Factory is refused.
type Factory struct{ spec *FactorySpec }

// Component is the component's name, "" for the zero Factory.
func (f Factory) Component() string {
	if f.spec == nil {
		return ""
	}
	return f.spec.Component
}

// NewFactory wraps what the generator knows of a component.
func NewFactory(s FactorySpec) Factory {
	for _, c := range s.Provides {
		c.mark()
	}
	return Factory{spec: &s}
}

var marking sync.Mutex

// mark notes what is special of each runnable. A contract is marked when the first
// factory that provides it is made, before any kernel sees it.
func (c *ContractSpec) mark() {
	marking.Lock()
	defer marking.Unlock()
	for n := range c.Methods {
		m := &c.Methods[n]
		var flags uint8
		if m.Timeout > 0 {
			flags |= flagTimeout
		}
		if m.Limit != nil {
			flags |= flagLimit
		}
		if m.flags != flags {
			m.flags = flags
		}
	}
}

// A FactorySpec is what the generator knows of a component. It is immutable once
// a Factory was made of it. It gives no power: the kernel decides what a mount
// may have by Scope, and the host decides what it discovers.
type FactorySpec struct {
	Component string
	Version   string
	Namespace string
	Type      string // import path and name of the struct
	Scope     ScopeKind
	Rank      int

	Provides []*ContractSpec // contracts in declaration order, its own last
	Requires []Requirement   // in field order
	Settings []SettingsSpec
	// Credentials returns the cell that stands for the instance's credentials in
	// its graph; nil when no computed or effect reads any.
	Credentials func(b Body) *reactive.Field[uint64]
	Events      []EventSpec
	Subs        []SubSpec

	// CheckProps decodes properties and throws the result away.
	CheckProps func(d *codec.Decoder)
	// PropDefaults are the defaults of its text properties, by key: what a map of providers finds under that key
	// where an instance was made without.
	PropDefaults map[string]string
	// New makes a Body: it attaches, decodes properties, asks m for every handle.
	New func(m *Mount) Body
	// Self returns the pointer to the component in a Body.
	Self func(b Body) any
	// Start runs every effect once; nil when there are none.
	Start func(b Body, ctx context.Context) error
	// Lifecycle hooks, nil when the component has none. Snapshot writes the
	// instance's state into its own storage, before Deactivate; Restore takes it
	// from there, before Activate. Purge removes what the component keeps of the
	// tenant outside of its handles, when the tenant is offboarded. Supervise is asked
	// whether a failed instance may start again.
	Activate, Deactivate, Health, Snapshot, Restore, Purge, Supervise func(b Body, ctx context.Context) error
	// Supervision says what happens when an instance fails; nil for the kernel's own.
	Supervision *Supervision
}

// A ContractSpec is a route and its runnables.
type ContractSpec struct {
	Name    string // route
	Type    string // import path and name of the interface or struct
	Methods []Method
}

func (c *ContractSpec) method(name string) int {
	for i := range c.Methods {
		if c.Methods[i].Name == name {
			return i
		}
	}
	return -1
}

// flagged reports whether something is special of a runnable.
func (c *ContractSpec) flagged() bool {
	return slices.ContainsFunc(c.Methods, func(m Method) bool { return m.flags != 0 })
}

// runnable is the name of the m-th one in calls and errors.
func (c *ContractSpec) runnable(m int) string { return c.Name + "." + c.Methods[m].Name }

// A Method is one runnable. self is the pointer to the component.
type Method struct {
	Name        string
	Desc        string
	Timeout     time.Duration // 0 for none
	Limit       *Limit        // of each tenant's calls; nil for none
	Idempotent  bool
	Destructive bool
	// Call decodes params and calls; the result has the runnable's own type.
	Call func(ctx context.Context, self any, d *codec.Decoder) (any, error)
	// CallJSON is Call with the result appended to dst.
	CallJSON func(ctx context.Context, self any, d *codec.Decoder, dst []byte) ([]byte, error)
	// StreamJSON is Call with the elements of a stream encoded one by one, each valid until
	// the next; nil for what is no stream.
	StreamJSON func(ctx context.Context, self any, d *codec.Decoder) iter.Seq2[[]byte, error]

	flags uint8 // what is special of it
}

// A NeedKind says what a requirement asks for.
type NeedKind uint8

// The kinds of requirements.
const (
	NeedHandle   NeedKind = iota + 1 // a Scoped[T] provider
	NeedContract                     // an instance behind a route
	NeedConfig                       // settings or raw configuration
	NeedService                      // a Go interface of a provider
)

// A Requirement is one field's need.
type Requirement struct {
	Field    string
	Kind     NeedKind
	Name     string // type or route, as messages show it
	Optional bool
	// Match reports whether a provider serves a NeedHandle or NeedService.
	Match func(p Provider) bool
}

// A Provider is an active provider as a factory gets to see it: Provides answers
// for it, and nothing leads to the component itself.
type Provider struct{ impl any }

// Provides reports whether a provider implements T.
func Provides[T any](p Provider) bool {
	_, ok := p.impl.(T)
	return ok
}

// SettingsSpec is one settings field of a component.
type SettingsSpec struct {
	Prefix string
	// Prepare decodes; the returned function puts the value into its cell, as part
	// of the one change that all of an instance's settings are.
	Prepare func(b Body, r *SettingsReader) func(tx *reactive.Tx)
}

// An EventSpec is the codec of an event type.
type EventSpec struct {
	Topic string
	Type  string
	// Encode appends payload, or reports false when it is of another type.
	Encode func(dst []byte, payload any) ([]byte, bool, error)
}

// A SubSpec is one subscription.
type SubSpec struct {
	Topic  string // pattern: names, '*' for one part, '>' for the rest
	Type   string // of the event it takes, as in EventSpec; others are not delivered
	Method string
	Delivery
	Deliver func(b Body, ctx context.Context, data []byte) error
}
