// Package model is the resolved program as plain data: the one thing that the
// stages after resolve know.
//
// It holds no syntax tree, no types.Type and no printer's value, so a rule or an
// emitter is tested from a literal. Every position is resolved, every default is
// filled in, and the order of a slice is the order of what is emitted: an emitter
// has nothing left to look up.
package model

import "go/token"

// A Program is everything one run looked at.
type Program struct {
	Packages []*Package // sorted by import path
	Mains    []Main     // package main of the module, sorted by import path
}

// A Main is one program in the sense of the program rules: the import closure
// of a package main.
type Main struct {
	PkgPath    string
	Pos        token.Position
	Imports    []string // import paths of annotated packages in its closure, sorted
	Discovered []string // names of factories that reach Discover or a wire set, as pkgpath.Name
	// Others are the components of packages that were not resolved, other modules' above all, whose factories
	// it reaches, by the name of the factory: Name, Scope, Rank, Type, Provides, Handles and Services are filled in.
	Others []*Component
	// Opaque says that factories come from code that nobody looked at, so
	// what the program lacks cannot be told.
	Opaque bool
}

// A Package is one Go package with at least one marker, or with a generated
// file that a marker no longer asks for.
type Package struct {
	Path       string // import path
	Name       string // package clause
	Dir        string // absolute directory
	ModulePath string
	WireUsed   bool     // its module requires github.com/google/wire
	Imports    []string // its direct imports that are annotated packages, sorted
	Files      []string // base names of its handwritten files with markers, sorted

	Contracts  []*Contract  // source order
	Components []*Component // source order
	Configs    []*Struct    // //sig:config, source order
	Events     []*Event     // source order
	// ForeignEvents are those of the packages it imports itself, by import path, then in source order.
	ForeignEvents []*Event

	// Types are the struct and named types for which codecs are emitted here:
	// params, results, settings, props, event payloads and what they contain, that are declared
	// in this package or (for foreign types without a codec of their own)
	// needed by it. Dependencies before dependents; recursive ones in source order.
	Types []*Type

	// Aliases name the unnamed structs for which codecs are emitted here, in the order in which they were met.
	Aliases []Alias

	// Scope lists every identifier declared at package level by hand, in its tests too, for the name allocator; sorted.
	Scope []string
	// ScopePos says where each identifier of Scope is declared.
	ScopePos map[string]token.Position
	// Powers are the places where handwritten code of this package, or of a package
	// of a main module that it imports, refers to what only a host may use.
	Powers []Power
	// Imported maps import path to package name for every package that an emitted file may import.
	Imported map[string]string
}

// A ScopeKind says for whom a component exists.
type ScopeKind string

// The scopes of //sig:component.
const (
	ScopeTenant   ScopeKind = "tenant"
	ScopeShared   ScopeKind = "shared"
	ScopeAdmin    ScopeKind = "admin"
	ScopeProvider ScopeKind = "provider"
)

// A Component is one struct marked //sig:component.
type Component struct {
	Name      string // "sqlite-db"; unique in the program
	Version   string
	Namespace string
	Scope     ScopeKind
	Type      TypeRef // the struct
	Doc       string  // its doc comment without markers
	Rank      int     // of //sig:provides

	Provides []ContractRef // contracts named by //sig:provides, in that order
	Handles  []TypeRef     // for scope=provider: every T whose sig.Scoped[T] the pointer type implements
	Services []string      // for scope=provider: what of ConfigBackend, ConfigAdmin and Logger of the runtime it implements
	Fields   []*Field      // fields with a sig tag, source order
	Signals  []*SignalField
	Own      *Contract    // runnables of its own (route = component name); nil when none
	Computed []*Computed  // dependencies before dependents
	Effects  []*Effect    // source order
	Hooks    []Hook       // lifecycle methods, source order
	Watch    *Supervision // nil without //sig:supervise
	Subs     []*Subscription
	Idents   []Ident // its handwritten fields and methods, for the rules about names

	Pos token.Position
}

// A Contract is a set of runnables behind one route: an interface marked
// //sig:contract, or the runnables of a struct that no contract covers.
type Contract struct {
	Name      string  // route: "tenant-db"
	Type      TypeRef // the interface, or the struct for a struct's own contract
	Interface bool
	Shared    bool // a struct's own contract whose struct is scope=shared: its host client has no Target
	Admin     bool // a struct's own contract whose struct is scope=admin
	Doc       string
	Methods   []*Method // source order; the position is the method's index
	Pos       token.Position
}

// An Ident is a field or method that a component's struct declares by hand.
type Ident struct {
	Name     string
	Field    bool // a field; otherwise a method
	Embedded bool
	Runtime  string // the name of its type, if that is one of the runtime's: "Kernel", "Scoped"
	Pos      token.Position
}

// A Power is one reference to the kernel, to how one is made or asked, or to what only
// generated code calls.
type Power struct {
	Name string // "sig.Kernel", "sig.New", "sig.Require", "abi.Attach"
	Via  string // import path of the package in which Pos lies, "" for the package itself
	Pos  token.Position
	// Import is, with Via, where the package imports the next one on the way.
	Import token.Position
}

// A ContractRef names a contract that may live in another package.
type ContractRef struct {
	Name string // route
	Type TypeRef
	Pos  token.Position
}

// A Method is one runnable.
type Method struct {
	GoName      string
	Name        string // "get-http-status"
	Desc        string
	Doc         string
	Timeout     string // Go duration text, "" for none
	TimeoutNS   int64
	Limit       Limit
	Idempotent  bool
	Destructive bool
	Params      *Ref // nil when it takes none
	Result      *Ref // nil when it has none besides error
	Stream      bool // iter.Seq2[R, error]
	Pos         token.Position
}

// A Limit is what limit= says; zero fields bound nothing.
type Limit struct {
	Rate, Burst, Concurrency, Queue, Result int
	PerNS, DeadlineNS                       int64
}

// A FieldKind says what a tagged field of a component asks for.
type FieldKind string

// What the kernel puts into a field.
const (
	FieldSettings    FieldKind = "settings"     // sig.Settings[T]
	FieldConfig      FieldKind = "config"       // sig.Config
	FieldHandle      FieldKind = "handle"       // any T with a sig.Scoped[T] provider, also sig.Credentials and sig.Storage
	FieldClient      FieldKind = "client"       // XClient of a contract
	FieldAdminClient FieldKind = "admin-client" // XAdminClient of a contract; admin components only
	FieldContract    FieldKind = "contract"     // the contract's interface type itself
	FieldList        FieldKind = "list"         // []Contract
	FieldMap         FieldKind = "map"          // map[string]Contract, key= names the property
	FieldService     FieldKind = "service"      // an interface that is provided as sig.Contract value, e.g. sig.ConfigAdmin
	FieldProp        FieldKind = "prop"
)

// A Field is a field of a component with a sig tag.
type Field struct {
	GoName     string
	Kind       FieldKind
	Type       TypeRef     // for handle: T; for settings: T of Settings[T]; otherwise the field's own type
	Contract   ContractRef // for client, admin-client, contract, list, map
	Prefix     string      // for settings: the prefix of the //sig:config struct
	Optional   bool
	TenantWide bool    // scope=tenant: shared by all instances of the tenant
	MapKey     string  // for map: the property whose value is the key
	Compare    Compare // for settings: how two values of T are compared; "" counts as never
	Provider   string  // for handle: import path of T's own package when a provider of T is declared there
	Unmounted  bool    // Provider has no Mounted that this package could ask for
	Prop       *Member // for prop
	Pos        token.Position
}

// A SignalField is a field of type sig.Signal[T].
type SignalField struct {
	GoName  string
	Elem    *Ref
	Compare Compare // of two values; "" counts as never
	Pos     token.Position
}

// A SourceKind says what a computed or an effect reads.
type SourceKind string

// The cells of an instance.
const (
	SourceSettings SourceKind = "settings" // Index into the component's settings fields
	SourceConfig   SourceKind = "config"
	SourceSignal   SourceKind = "signal"
	SourceComputed SourceKind = "computed"
	// SourceCredentials is a field of type sig.Credentials: what it answers may change.
	SourceCredentials SourceKind = "credentials"
)

// A Source is one read that the analysis found.
type Source struct {
	Kind SourceKind
	Name string // the field's name, or the computed's method name ("computeURL")
	Pos  token.Position
}

// A Computed is a method computeX.
type Computed struct {
	GoName   string // "computeURL"
	Accessor string // "URL"
	Result   TypeRef
	HasError bool
	Dynamic  bool // takes a *reactive.Tracker
	// Compare says how two values are compared for the cut-off.
	Compare Compare
	Reads   []Source // in read order, without repetition
	Doc     string
	Pos     token.Position
}

// A Compare says how equality of a value is decided without reflection.
type Compare string

// The ways to compare.
const (
	CompareOperator Compare = "==" // comparable
	CompareFloat    Compare = "float"
	CompareEqual    Compare = "Equal" // has method Equal(T) bool
	CompareNever    Compare = "never" // not comparable: every run is a change
)

// An Effect is a method marked //sig:effect.
type Effect struct {
	GoName    string
	Supersede bool
	TakesCtx  bool // (ctx) error or () error
	Reads     []Source
	Pos       token.Position
}

// A Hook is a lifecycle method.
type Hook struct {
	Kind   string // "activate", "deactivate", "health", "snapshot", "restore", "purge", "supervise"
	GoName string
	Pos    token.Position
}

// A Supervision is what //sig:supervise says. What it leaves out is zero; counts
// that it gives as 0 are -1.
type Supervision struct {
	Strategy, Backoff, Escalate         string // as the directive writes them
	DelayNS, MaxNS, WithinNS, HealthNS  int64
	Jitter, Restarts, Panics, Unhealthy int
	Pos                                 token.Position
}

// A Subscription is a method marked //sig:subscribe.
type Subscription struct {
	GoName string
	Topic  string // "orders.*"
	Event  TypeRef
	Pos    token.Position
	// Delivery is what the directive says of the queue; what it leaves out is zero.
	Overflow        string // "refuse", "drop-oldest", "block"
	Queue, Attempts int
}

// An Event is a struct marked //sig:event.
type Event struct {
	Topic string
	Type  TypeRef
	Pos   token.Position
}

// A Struct is a struct marked //sig:config.
type Struct struct {
	Prefix string
	Type   TypeRef
	Pos    token.Position
}

// A TypeRef names a Go type; Expr is how it is written with package paths in
// braces, so that the allocator decides the aliases: "map[string]{example.com/a}.T".
type TypeRef struct {
	PkgPath string // of a named type, "" for unnamed and predeclared ones
	Name    string
	Args    []TypeRef // type arguments
	Expr    string
}
