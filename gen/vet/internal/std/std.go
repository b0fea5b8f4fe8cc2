// Package std is what the analysis knows of the standard library: summaries that
// were reviewed by hand (hand.txt) and summaries computed from its source
// (generated.txt). It never reads the library's bodies when it vets.
//
// What is not listed counts as writing everything that it is given.
package std

import (
	_ "embed" // for the texts below
	"fmt"
	"strconv"
	"strings"
	"sync"
)

//go:generate go run ../stdgen generated.txt

//go:embed hand.txt
var handText string

//go:embed generated.txt
var generatedText string

// A Class says what a denied name gives.
type Class string

// A Summary is what a function does with its parameters; the receiver is 0.
type Summary struct {
	Writes uint64 // bit set of the parameters that it writes
	Keeps  bool   // it may keep the other parameters in what it writes
	Copies bool   // its result is new and holds what the parameters hold
	Fresh  bool   // its results reach none of its parameters
	Wraps  bool   // its results are new and reach its parameters
	Shared bool   // its results are memory that everybody gets
	Known  bool   // the function is listed
}

// A Table answers for one version of the standard library.
type Table struct {
	Version   string // the Go version that the generated part was computed for
	packages  map[string]bool
	allowed   map[string]bool
	deniedPkg map[string]Class
	denied    map[string]Class
	ok        map[string]bool
	funcs     map[string]Summary
	frozen    map[string]bool
	owning    map[string]bool
	pure      map[string]bool

	// Methods are the names of the methods that the library's interfaces have: what
	// it may call of a value that it is given.
	Methods map[string]bool
}

// Load returns the table that is built into the program.
var Load = sync.OnceValue(func() *Table {
	t, err := parse(handText, generatedText)
	if err != nil {
		panic(err) // the files are part of the program; a test reads them
	}
	return t
})

func parse(texts ...string) (*Table, error) {
	t := &Table{packages: map[string]bool{}, allowed: map[string]bool{}, deniedPkg: map[string]Class{}, denied: map[string]Class{}, ok: map[string]bool{},
		funcs: map[string]Summary{}, frozen: map[string]bool{}, owning: map[string]bool{}, pure: map[string]bool{}, Methods: map[string]bool{}}
	// Texts are read from the last to the first, so that hands win.
	for i := len(texts) - 1; i >= 0; i-- {
		for n, line := range strings.Split(texts[i], "\n") {
			line = strings.TrimSpace(line)
			if line == "" || line[0] == '#' {
				continue
			}
			if err := t.line(strings.Fields(line)); err != nil {
				return nil, fmt.Errorf("line %d: %q: %w", n+1, line, err)
			}
		}
	}
	return t, nil
}

func (t *Table) line(f []string) error {
	if len(f) < 2 || (f[0] == "write" || f[0] == "keep") && len(f) < 3 {
		return fmt.Errorf("a verb and a name are expected")
	}
	each := func(names []string, set func(name string)) error {
		for _, n := range names {
			set(n)
		}
		return nil
	}
	switch f[0] {
	case "go":
		t.Version = f[1]
		return nil
	case "package":
		return each(f[1:], func(n string) { t.packages[n] = true })
	case "allow":
		return each(f[1:], func(n string) { t.allowed[n] = true })
	case "deny":
		return each(f[2:], func(n string) {
			if pkg, all := strings.CutSuffix(n, ".*"); all {
				t.deniedPkg[pkg] = Class(f[1])
				return
			}
			t.denied[n] = Class(f[1])
		})
	case "ok":
		return each(f[1:], func(n string) { t.ok[n] = true })
	case "read", "fresh", "copy", "wrap", "shared":
		sum, err := Verb(f[0])
		if err != nil {
			return err
		}
		return each(f[1:], func(n string) { t.funcs[n] = sum })
	case "write", "keep":
		sum, err := Verb(f[0] + " " + f[1])
		if err != nil {
			return err
		}
		return each(f[2:], func(n string) { t.funcs[n] = sum })
	case "frozen":
		return each(f[1:], func(n string) { t.frozen[n] = true })
	case "owning":
		return each(f[1:], func(n string) { t.owning[n] = true })
	case "method":
		return each(f[1:], func(n string) { t.Methods[n] = true })
	case "pure":
		return each(f[1:], func(n string) { t.pure[n] = true })
	}
	return fmt.Errorf("unknown verb %q", f[0])
}

// Verb is the summary that the beginning of a line stands for: "fresh", "write 0,2".
func Verb(text string) (Summary, error) {
	verb, params, _ := strings.Cut(text, " ")
	switch verb {
	case "read":
		return Summary{Known: true}, nil
	case "fresh":
		return Summary{Known: true, Fresh: true}, nil
	case "copy":
		return Summary{Known: true, Copies: true}, nil
	case "wrap":
		return Summary{Known: true, Wraps: true}, nil
	case "shared":
		return Summary{Known: true, Shared: true}, nil
	case "write", "keep":
		var w uint64
		for s := range strings.SplitSeq(params, ",") {
			n, err := strconv.Atoi(s)
			if err != nil || n < 0 || n > 63 {
				return Summary{}, fmt.Errorf("%q is no parameter", s)
			}
			w |= 1 << n
		}
		return Summary{Known: true, Writes: w, Keeps: verb == "keep"}, nil
	}
	return Summary{}, fmt.Errorf("unknown verb %q", verb)
}

// Bare is the table without what it knows of packages and functions: for the
// analysis of the standard library itself.
func (t *Table) Bare() *Table {
	return &Table{Version: t.Version, frozen: t.frozen, owning: t.owning, pure: t.pure}
}

// Std reports whether the package is one of the standard library. One that came
// with a newer Go than the table's is not.
func (t *Table) Std(pkg string) bool {
	return t.packages[pkg] || t.packages != nil && (strings.HasPrefix(pkg, "vendor/") || strings.HasPrefix(pkg, "internal/"))
}

// Allowed reports whether the package is known at all.
func (t *Table) Allowed(pkg string) bool { return t.allowed[pkg] }

// Denied returns the class of a name, given as types.Func.FullName has it, that
// its package declares; "" when a reference to it is nothing by itself.
func (t *Table) Denied(pkg, name string) Class {
	if c := t.denied[name]; c != "" {
		return c
	}
	if t.ok[name] {
		return ""
	}
	if c := t.deniedPkg[pkg]; c != "" {
		if strings.HasPrefix(name, "(") && t.okReceiver(name) {
			return ""
		}
		return c
	}
	return ""
}

// okReceiver reports whether a method belongs to a type that is exempt.
func (t *Table) okReceiver(name string) bool {
	recv, _, found := strings.Cut(strings.TrimLeft(name, "(*"), ")")
	return found && t.ok[recv]
}

// Func returns the summary of a function. Without one it is the zero Summary,
// which is not Known: it writes whatever it is given.
func (t *Table) Func(name string) Summary { return t.funcs[name] }

// Frozen reports whether a type is immutable while its writing methods are not called.
func (t *Table) Frozen(typ string) bool { return t.frozen[typ] }

// Owning reports whether the writing methods of a type write memory that copies of a value share, and none that
// belongs to what users put in.
func (t *Table) Owning(typ string) bool { return t.owning[typ] }

// Reads reports whether a method of a frozen type only reads, so that its value carries nothing that changes.
func (t *Table) Reads(typ, method string) bool {
	sum := t.Func(method)
	return t.Frozen(typ) && sum.Known && sum.Writes&1 == 0
}

// Pure reports whether a method of an interface only reads.
func (t *Table) Pure(iface, method string) bool { return t.pure[iface+"."+method] }

// Counts are how many packages, functions and denied names are listed.
func (t *Table) Counts() (packages, funcs, denied int) {
	return len(t.allowed), len(t.funcs), len(t.denied) + len(t.deniedPkg)
}
