package marker

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/sigen-dev/sigen/gen/internal/diag"
)

// A Place is a kind of declaration that a directive can stand on.
type Place uint8

// The places. A directive's spec may name several.
const (
	OnStruct Place = 1 << iota
	OnInterface
	OnMethod          // a method of a struct
	OnInterfaceMethod // a method in an interface
	OnLine            // anywhere
	OnOther           // what no directive stands on: functions, variables, other types, fields
)

func (p Place) String() string {
	var words []string
	for _, w := range []struct {
		p Place
		s string
	}{
		{OnStruct, "a struct type"},
		{OnInterface, "an interface type"},
		{OnMethod, "a method"},
		{OnInterfaceMethod, "a method of a contract"},
		{OnLine, "any line"},
	} {
		if p&w.p != 0 {
			words = append(words, w.s)
		}
	}
	return strings.Join(words, " or ")
}

// A Spec says what one directive takes.
type Spec struct {
	Name   string
	On     Place
	Args   []ArgSpec
	List   string // what its positional, comma separated values are; "" when it takes none
	NotYet bool   // recognised and refused
}

// An ArgSpec is one argument of a directive.
type ArgSpec struct {
	Key      string
	Flag     bool // a word alone
	Required bool
	Kind     ValueKind
	Choices  []string // of a Choice
	NotYet   bool
}

// A ValueKind is the form of an argument's value.
type ValueKind uint8

// The forms.
const (
	Text     ValueKind = iota
	Duration           // 2s, more than zero
	Integer
	Count  // 0 or more
	Choice // one of the argument's Choices
	Scope  // tenant, shared, admin, provider
	Limits // 100/s,burst=20,concurrency=8: see ParseLimit
)

// Scopes are the values of scope=.
var Scopes = []string{"tenant", "shared", "admin", "provider"}

// Specs are all directives, in the order of the reference.
var Specs = []Spec{
	{Name: "component", On: OnStruct, Args: []ArgSpec{{Key: "name", Required: true}, {Key: "scope", Required: true, Kind: Scope}, {Key: "version"}, {Key: "namespace"}}},
	{Name: "contract", On: OnInterface, Args: []ArgSpec{{Key: "name"}}},
	{Name: "provides", On: OnStruct, List: "contracts", Args: []ArgSpec{{Key: "rank", Kind: Integer}}},
	{Name: "config", On: OnStruct, Args: []ArgSpec{{Key: "prefix", Required: true}}},
	{Name: "runnable", On: OnMethod | OnInterfaceMethod, Args: []ArgSpec{{Key: "name"}, {Key: "desc"}, {Key: "timeout", Kind: Duration}, {Key: "limit", Kind: Limits}, {Key: "idempotent", Flag: true}, {Key: "destructive", Flag: true}}},
	{Name: "computed", On: OnMethod, Args: []ArgSpec{{Key: "dynamic", Flag: true}}},
	{Name: "effect", On: OnMethod, Args: []ArgSpec{{Key: "supersede", Flag: true}}},
	{Name: "activate", On: OnMethod},
	{Name: "deactivate", On: OnMethod},
	{Name: "health", On: OnMethod},
	{Name: "snapshot", On: OnMethod},
	{Name: "restore", On: OnMethod},
	{Name: "purge", On: OnMethod},
	{Name: "supervise", On: OnStruct | OnMethod, Args: []ArgSpec{
		{Key: "strategy", Kind: Choice, Choices: []string{"one-for-one", "one-for-all", "rest-for-one"}},
		{Key: "backoff", Kind: Choice, Choices: []string{"exponential", "linear", "constant"}},
		{Key: "delay", Kind: Duration}, {Key: "max", Kind: Duration}, {Key: "jitter", Kind: Count},
		{Key: "restarts", Kind: Count}, {Key: "within", Kind: Duration},
		{Key: "escalate", Kind: Choice, Choices: []string{"stop", "tenant"}},
		{Key: "panics", Kind: Count}, {Key: "health", Kind: Duration}, {Key: "unhealthy", Kind: Count},
	}},
	{Name: "oneof", On: OnInterface, Args: []ArgSpec{{Key: "key"}}},
	{Name: "event", On: OnStruct, Args: []ArgSpec{{Key: "topic", Required: true}}},
	{Name: "subscribe", On: OnMethod, Args: []ArgSpec{{Key: "topic", Required: true},
		{Key: "overflow", Kind: Choice, Choices: []string{"refuse", "drop-oldest", "block"}},
		{Key: "queue", Kind: Count}, {Key: "attempts", Kind: Count}}},
	{Name: "trust", On: OnLine, Args: []ArgSpec{{Key: "reason", Required: true}}},
}

// Lookup returns the spec of a directive's name.
func Lookup(name string) (Spec, bool) {
	i := slices.IndexFunc(Specs, func(s Spec) bool { return s.Name == name })
	if i < 0 {
		return Spec{}, false
	}
	return Specs[i], true
}

// Names are the names of all directives.
func Names() []string {
	names := make([]string, len(Specs))
	for i, s := range Specs {
		names[i] = s.Name
	}
	return names
}

// Check holds d against what its directive takes and reports every mistake.
func (d *Directive) Check() []*Error {
	nameEnd := len(Prefix) + len(d.Name)
	spec, ok := Lookup(d.Name)
	if !ok {
		e := &Error{0, nameEnd, CodeUnknownDirective, "unknown directive " + Prefix + d.Name, "the directives are " + strings.Join(Names(), ", ")}
		if near := diag.Nearest(d.Name, Names()); near != "" {
			e.Hint = "did you mean " + Prefix + near + "?"
		}
		return []*Error{e}
	}
	if spec.NotYet {
		return []*Error{{0, nameEnd, CodeNotYet, Prefix + d.Name + " is known but not yet supported", "remove the line; this version of sigen generates nothing for it"}}
	}
	var errs []*Error
	seen := map[string]bool{}
	for _, a := range d.Args {
		if e := d.checkArg(spec, a, seen); e != nil {
			errs = append(errs, e)
		}
	}
	for _, as := range spec.Args {
		if as.Required && !d.Has(as.Key) {
			e := &Error{0, nameEnd, CodeMissingArgument, Prefix + d.Name + " needs " + as.Key + "=", ""}
			if as.Kind == Scope {
				e.Hint = "say for whom an instance exists: scope=" + strings.Join(Scopes, ", scope=")
			}
			errs = append(errs, e)
		}
	}
	if spec.List != "" && len(d.List()) == 0 && len(d.Args) == 0 {
		errs = append(errs, &Error{0, nameEnd, CodeMissingArgument, Prefix + d.Name + " names no " + spec.List, "write " + Prefix + d.Name + " API"})
	}
	return errs
}

func (d *Directive) checkArg(spec Spec, a Arg, seen map[string]bool) *Error {
	i := slices.IndexFunc(spec.Args, func(s ArgSpec) bool { return s.Key == a.Key && a.Key != "" })
	if i < 0 {
		if spec.List != "" && !a.HasValue {
			return nil
		}
		return unknownArg(spec, a)
	}
	as := spec.Args[i]
	switch {
	case seen[a.Key]:
		return &Error{a.Off, a.End, CodeRepeated, "argument " + a.Key + " is given twice", "keep one of them"}
	case as.NotYet:
		return &Error{a.Off, a.End, CodeNotYet, a.Key + "= is known but not yet supported", "remove it; this version of sigen generates nothing for it"}
	case as.Flag && a.HasValue:
		return &Error{a.Off, a.End, CodeArgumentValue, "argument " + a.Key + " takes no value", "write " + a.Key + " alone"}
	case !as.Flag && !a.HasValue:
		return &Error{a.Off, a.End, CodeArgumentValue, "argument " + a.Key + " needs a value", "write " + a.Key + "=…"}
	}
	seen[a.Key] = true
	if a.HasValue && a.Value == "" {
		return &Error{a.ValueOff, a.End, CodeArgumentValue, "the value of " + a.Key + "= is empty", ""}
	}
	switch as.Kind {
	case Duration:
		if v, err := time.ParseDuration(a.Value); err != nil || v <= 0 {
			return &Error{a.ValueOff, a.End, CodeArgumentValue, quote(a.Value) + " is not a duration above zero", "write it as Go does: 500ms, 2s, 1m30s"}
		}
	case Integer:
		if _, err := strconv.ParseInt(a.Value, 10, 32); err != nil {
			return &Error{a.ValueOff, a.End, CodeArgumentValue, quote(a.Value) + " is not a whole number of 32 bits", ""}
		}
	case Count:
		if _, err := strconv.ParseUint(a.Value, 10, 31); err != nil {
			return &Error{a.ValueOff, a.End, CodeArgumentValue, quote(a.Value) + " is not a count: a whole number of 31 bits, 0 or more", ""}
		}
	case Choice:
		if !slices.Contains(as.Choices, a.Value) {
			e := &Error{a.ValueOff, a.End, CodeArgumentValue, "unknown " + a.Key + " " + quote(a.Value), a.Key + "= is one of " + strings.Join(as.Choices, ", ")}
			if near := diag.Nearest(a.Value, as.Choices); near != "" {
				e.Hint = "did you mean " + a.Key + "=" + near + "?"
			}
			return e
		}
	case Limits:
		if _, e := ParseLimit(a.Value); e != nil {
			off := a.ValueOff
			if a.End-a.ValueOff != len(a.Value) {
				off++ // quoted
			}
			return &Error{off + e.Off, off + e.End, CodeArgumentValue, e.Text, e.Hint}
		}
	case Scope:
		if !slices.Contains(Scopes, a.Value) {
			e := &Error{a.ValueOff, a.End, CodeArgumentValue, "unknown scope " + quote(a.Value), "a scope is one of " + strings.Join(Scopes, ", ")}
			if near := diag.Nearest(a.Value, Scopes); near != "" {
				e.Hint = "did you mean scope=" + near + "?"
			}
			return e
		}
	}
	return nil
}

func unknownArg(spec Spec, a Arg) *Error {
	if a.Key == "" {
		return &Error{a.Off, a.End, CodeUnknownArgument, Prefix + spec.Name + " takes no value without a key", ""}
	}
	keys := make([]string, 0, len(spec.Args))
	for _, s := range spec.Args {
		keys = append(keys, s.Key)
	}
	e := &Error{a.Off, a.Off + len(a.Key), CodeUnknownArgument, Prefix + spec.Name + " has no argument " + quote(a.Key), ""}
	switch near := diag.Nearest(a.Key, keys); {
	case near != "":
		e.Hint = "did you mean " + near + "?"
	case len(keys) == 0:
		e.Hint = Prefix + spec.Name + " takes no arguments"
	default:
		e.Hint = "its arguments are " + strings.Join(keys, ", ")
	}
	return e
}

// A Word is one of a directive's comma separated positional values.
type Word struct {
	Text     string
	Off, End int
}

// List returns the positional values: "API, store.API" are two, however the commas and spaces fall.
func (d *Directive) List() []Word {
	var words []Word
	for _, a := range d.Args {
		if a.HasValue {
			continue
		}
		off := a.Off
		for part := range strings.SplitSeq(a.Key, ",") {
			if part != "" {
				words = append(words, Word{part, off, off + len(part)})
			}
			off += len(part) + 1
		}
	}
	return words
}
