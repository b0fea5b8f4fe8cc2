package facts

// The codes of findings. They are literal and never change their meaning.
const (
	CodeWrite      = "SIG701" // package-level state written after initialisation
	CodeAlias      = "SIG702" // mutable package-level memory that reaches others
	CodeCapability = "SIG703" // a way around the handles
	CodeLanguage   = "SIG704" // unsafe, reflect, linkname, cgo, plugin
	CodeKeep       = "SIG705" // a handle or an instance where another instance finds it
	CodeCaller     = "SIG706" // a caller's value kept by a shared component
	CodeGo         = "SIG707" // a goroutine that outlives the call
	CodeContext    = "SIG708" // a context that outlives the call
	CodeOwnHandle  = "SIG709" // a caller's value in a shared component's own handle
	CodePayload    = "SIG710" // a payload that carries references past the bus
	CodeProcess    = "SIG711" // a setting of the whole process
	CodeCall       = "SIG720" // undecided: a call that cannot be resolved
	CodeStd        = "SIG721" // undecided: not in the summaries of the standard library
	CodeEscape     = "SIG722" // undecided: package-level memory in hands that cannot be followed
	CodeNoBody     = "SIG723" // undecided: a function without a body that was analysed
	CodeNeedless   = "SIG730" // a //sig:trust that accepts nothing
)
