// Package facts is what the analysis of one package leaves for those that import
// it: plain data that survives encoding, with names where the analysis had types
// and syntax. The link step works on facts alone.
package facts

import "go/token"

// A Package is the fact of one package.
type Package struct {
	Path       string
	Generated  bool              // nothing but what sigen wrote
	Unread     bool              // it was not analysed
	Reviewed   bool              // part of the trust base: its bodies are not looked at
	Denied     []string          // names of a reviewed package that go around the handles
	Verbs      map[string]string // what functions of a reviewed package do with what they are given; those without write all of it
	Frozen     []string          // types of a reviewed package that only their writing methods change
	Calls      []string          // methods that a reviewed package calls of what it is given
	Funcs      map[string]*Func
	Globals    map[string]*Global
	Types      map[string]*Type
	Components []*Component
	Trusts     []*Trust
	Reveals    []Reveal
	Contracts  *Contracts
	Handles    []string                   // types that providers of this package hand out
	Clients    []string                   // types that sigen wrote
	OneOfs     []string                   // interfaces marked //sig:oneof: generated code copies what they hold
	Foreign    map[string]map[string]bool // types whose bodies are not looked at and that become interfaces here: their methods, and whether these keep what they are given
	Syntax     []Effect                   // what holds for the package whatever is called: linkname, cgo
}

// AFact marks Package as a fact of go/analysis.
func (*Package) AFact() {}

func (p *Package) String() string { return "isolation facts of " + p.Path }

// A Func is what one function does to memory that it did not make. Its name is
// that of types.Func.FullName; a nested function belongs to the one around it.
type Func struct {
	Name     string
	Pos      token.Position
	Effects  []Effect
	Calls    []Call
	Refs     []string // functions whose value is taken
	Converts []string // types that become interfaces
	Holds    []string // types inside unnamed types that become interfaces
	Invokes  []string // names of methods called through interfaces
	Reads    []Access
	Leads    []Access // variables whose memory the function may hand on
	Marks    []string // types whose values are written while somebody else may hold them
	Trusted  bool     // sigen wrote it, or it belongs to a handle

	Ctx    uint64 // bit set of the parameters that are contexts, up to LastParam
	Writes []Write
	Flows  []Flow
	Passes []Pass
	Made   []Callee // function values inside results
	Dyns   []string // types inside interfaces of results
	Opaque bool     // results may hold functions or interfaces beyond Made and Dyns
	Yields []Label  // package-level memory that functions nested in it return or put where they are told

	Puts  []Callee // function values that it puts into memory that a parameter leads to
	Boxes []string // types inside interfaces that it puts there
	Blurs bool     // it may put there what cannot be known

	Keeps     []Callee // function values that it puts where a parameter leads; one without a name cannot be known
	Hoards    bool     // a function nested in it keeps what it is called with
	HoardsCtx bool     // and that may be a context
	Lends     bool     // a function nested in it puts what it has captured into what it is called with
	KeepsCtx  bool     // a function nested in it keeps a context that it gets as one
	Hands     bool     // a function nested in it calls one that it has captured with what it is called with, or because of it
	Counts    bool     // a function nested in it writes what outlives its call
	Inks      *Write   // a function nested in it writes what it is called with
	Through   []Method // methods of interfaces that were found where parameters lead, which functions nested in it call
}

// A Method is one of an interface, called by a nested function.
type Method struct {
	Iface, Name string
	Given       bool // with what the function is called with
	Because     bool // because of what it is called with
}

// LastParam is the bit of Ctx that stands for this parameter and all after it.
const LastParam = 61

// A Call is a call whose callee is known.
type Call struct {
	Callee string
	Pos    token.Position
}

// An Access is a read of a package-level variable.
type Access struct {
	Global string
	Pos    token.Position
}

// A Callee is a function value: its function, and whether it has captured memory.
type Callee struct {
	Name     string
	Captures bool
	Once     bool // made by sync.OnceValue and its like
	Inner    bool // Name is the function around it, which has no summary of it
}

// A Write is a store to what a parameter reaches. The receiver is parameter 0.
type Write struct {
	Param int
	Deep  bool     // to what lies behind pointers in it, not only to what it points to itself
	Kinds []string // the shapes of the types written, sorted; none means any
	Field int      // if not 0, it writes only through this field of the parameter, counted from 1, and puts no reference there that the parameter leads to
	Of    string   // the type of the parameter that has the field
	Plain bool     // nothing that the parameter leads to decides what it writes
	By    []Label  // the methods of interfaces that were found there, if only they may write it
	Pos   token.Position
}

// A Kind says what a label stands for.
type Kind uint8

// The kinds of labels. Later, Own and Called are only destinations: what runs after
// the call, a handle that belongs to the component itself, and a function, or the method Name of
// the interface Iface, that was found where parameter N leads. Raised is what a panic carries, to where or from where
// it is recovered; Tenants is the memory of one tenant in a shared component, of sig.PerTenant; Lent is the memory that method Name of
// the interface Iface, which was found where parameter N leads, may have put into what it was given. A flow to OfGlobal says what
// a function that only initialisation calls registers.
const (
	OfParam Kind = iota
	OfGlobal
	OfResult
	Later
	Own
	Called
	Raised
	Tenants
	Lent
)

// A Label is a place that memory or data comes from or goes to.
type Label struct {
	Kind  Kind
	N     int    // of Param and Result
	Name  string // of Global; of a method of an interface, for Called and Lent
	Iface string // the interface of that method
	Needs Needs  // of Global, and of what goes to Tenants: what has to be frozen for it to be harmless
}

// Needs says what makes a reference harmless: all the types named are never
// written once others can see them. Mutable means that nothing makes it so.
type Needs struct {
	Mutable bool
	Types   []string
}

// AnyMethod is the Name of what is called where the library may call any of the methods that print, encode or compare.
const AnyMethod = "*"

// Condition is the What of a flow that no assignment makes: whether, how often or where something
// is written follows from the value.
const Condition = "condition"

// Context is the What of a flow into a function, or a method of an interface, by the context that it gets.
const Context = "context"

// FuncType stands in Needs for function values: harmless as long as all that the
// variable holds are known, and none has memory of its own.
const FuncType = "func"

// A Flow is memory or data that ends up somewhere else.
type Flow struct {
	From, To Label
	Data     bool // a value derived from it; otherwise a reference to its memory
	Pos      token.Position
	What     string // the handle's method, for Own; Condition
	As       int    // if not 0, only as a value of this type parameter of the function, counted from 1
	Returned bool   // of As: only what From returned when it was called
}

// A Pass is what a function hands to a function parameter that it calls; From is
// Later for the call itself.
type Pass struct {
	Param int
	From  Label
	Data  bool // a value derived from From; otherwise its memory
}

// A Verdict says how sure an effect is.
type Verdict uint8

// The verdicts. They are ordered: what is worse is greater.
const (
	Proved Verdict = iota
	Undecided
	Leak
)

func (v Verdict) String() string { return [...]string{"proved", "undecided", "leak"}[v] }

// An Effect is something that a function does which a component may not.
type Effect struct {
	Code    string
	Verdict Verdict
	Object  string // the variable or function concerned
	Pos     token.Position
	End     token.Position
	Text    string // what it does, with the names of the source
	Related []Place
	Needs   Needs // harmless if these are frozen
	Fix     *Fix
}

// A Place is another place that has to do with an effect.
type Place struct {
	Pos  token.Position
	Text string
}

// A Fix replaces the text from Pos up to End.
type Fix struct {
	Text     string
	Pos, End token.Position
	New      string
}

// A Global is a package-level variable.
type Global struct {
	Name      string
	Pos       token.Position
	Type      string
	Parts     []string // named types inside it
	Immutable bool     // its value reaches no memory that anybody could write
	Funcs     []Callee // the function values in it
	Dyns      []string // the types in its interfaces
	Handle    bool     // its value is a handle, or leads to one
	Known     bool     // Funcs and Dyns are all there are
	Inside    Needs    // what has to be frozen of what its interfaces hold
	Trust     *Trust
}

// A Type is a named type: its methods, promoted ones too, and what it is made of.
type Type struct {
	Methods map[string]string // method name to function
	Parts   []string          // named types inside it
	Returns []string          // named types inside what its exported methods return
	Needs   Needs             // what makes it harmless that two have a value
	Asks    []string          // of an interface: the names of its methods
}

// A Component is a struct that the analysis gives a verdict on.
type Component struct {
	Name    string
	Scope   string
	Type    string
	Pos     token.Position
	Entries []Entry
	Payload []string // types that the generated codecs decode and encode
	Effects []Effect // what its declaration says
}

// An Entry is a method that the kernel or another component calls.
type Entry struct {
	Func   string
	Caller bool // its parameters come from a caller
}

// A Trust is one //sig:trust line.
type Trust struct {
	Pos      token.Position
	Reason   string
	From, To int // the lines that it covers, in the file of Pos
}

// A Reveal is one use of Secret.Reveal.
type Reveal struct {
	Func string
	Pos  token.Position
}
