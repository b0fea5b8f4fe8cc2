// Package vet is the isolation analyzer: for every tenant and shared component it
// says whether two tenants are kept apart, before anything runs.
//
// It is a default-deny checker over a subset of Go with a named trust base: what
// it knows to be harmless is accepted, what it knows to leak is a leak, and
// whatever else a component reaches is undecided, with the reason. docs/VET.md has
// what is proved, and what is not.
//
// [Run] is the command's driver; [Isolation] is the same as an analyzer of
// go/analysis, for go vet -vettool and editors.
package vet

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"golang.org/x/tools/go/packages"

	"github.com/sigen-dev/sigen/gen/vet/internal/benign"
	"github.com/sigen-dev/sigen/gen/vet/internal/facts"
	"github.com/sigen-dev/sigen/gen/vet/internal/link"
	"github.com/sigen-dev/sigen/gen/vet/internal/std"
)

// A Verdict is the answer for one component.
type Verdict string

// The verdicts.
const (
	Proved    Verdict = "proved"
	Undecided Verdict = "undecided"
	Leak      Verdict = "leak"
)

// Wrong is said of calls by name that cannot succeed; no component has it.
const Wrong Verdict = "wrong"

// Config says what to look at.
type Config struct {
	Dir      string            // where patterns are resolved
	Tags     []string          // build tags
	Patterns []string          // as for go build; none means "."
	Env      []string          // nil means the process's own
	Deep     bool              // resolve calls in the whole programs that the patterns name: slow, see deep.go
	Progress func(step string) // is told what is about to be done where that takes long; nil for nobody
	Cache    string            // folder of what earlier runs found, and this one finds; "" does without, and so does Deep
}

// A Report is the answer for all components that the patterns name.
type Report struct {
	Dir        string
	Components []Component
	Findings   []Finding // sorted by position, each once
	Accepted   []Accepted
	Needless   []Accepted // //sig:trust lines that accept nothing; they are in Findings too
	Reveals    []Reveal
	Base       Base
	Packages   int // analysed from source
	Known      int // of these, the ones whose facts an earlier run left in the cache
	Took       time.Duration
}

// A Component is one verdict.
type Component struct {
	Name, Scope, Type, Package string
	Pos                        Position
	Verdict                    Verdict
	Findings                   []int // indexes into Report.Findings
	Accepted                   int   // findings that a //sig:trust line accepts
}

// A Position is a place in source. File is absolute.
type Position struct {
	File         string
	Line, Column int
}

// A Finding is one thing that a component does and may not, or that could not be decided.
type Finding struct {
	Code       string
	Verdict    Verdict // Leak, Undecided or Wrong
	Pos, End   Position
	Text       string // what it does
	Why        string // why that leaks between tenants
	Instead    string // what to write instead
	Path       []Step // how the first of Components gets there
	Related    []Related
	Components []string
	Fix        *Fix
}

// A Step is one call on the way from a component's method to the place of a finding.
type Step struct {
	Func string
	Pos  Position
}

// Related is another place that has to do with a finding.
type Related struct {
	Pos  Position
	Text string
}

// A Fix replaces the text from Pos up to End.
type Fix struct {
	Text     string
	Pos, End Position
	New      string
}

// Accepted is one //sig:trust line, with the findings that it accepts.
type Accepted struct {
	Pos      Position
	Reason   string
	Findings []Finding
}

// A Reveal is one use of Secret.Reveal.
type Reveal struct {
	Func string
	Pos  Position
}

// A Base is what the answers are relative to.
type Base struct {
	Go        string   // the Go version that the summaries of the standard library were made for
	Summaries int      // functions of the standard library that are listed
	Kernel    string   // the import path below which packages are trusted
	Providers []string // scope=provider components: what hands out handles
	Admins    []string // scope=admin components: those that may cross tenants
	Reviewed  []string // packages of other modules that were reviewed as a whole
	Benign    []string // variables of other modules that were reviewed
	Generated string   // files that count as sigen's own
	Programs  []string // with Config.Deep: main packages beyond which the answers say nothing
	Blind     string   // with Config.Deep: why the programs told nothing; "" if they did
}

// ErrTypes is returned when a package does not compile.
var ErrTypes = errors.New("packages do not compile; run sigen first, then go build")

// Run analyses the components of the packages that cfg names. The error is for
// what is no matter of isolation: patterns that match nothing, code that does not compile.
func Run(ctx context.Context, cfg Config) (*Report, error) {
	start := time.Now()
	l, err := load(ctx, cfg)
	if err != nil {
		return nil, err
	}
	world, err := programs(ctx, cfg, l)
	if err != nil {
		return nil, err
	}
	all := l.analyze(ctx)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	linked(all, world)
	prog := link.New(all)
	r := &Report{Dir: l.dir, Packages: len(all) - len(l.reviewed), Known: len(l.source) - len(l.fresh)}
	r.Base = base(all, l.benignUsed(), l.reviewed)
	if world != nil {
		r.Base.Programs, r.Base.Blind = world.Mains, world.Blind
	}
	byKey := map[string]int{}
	var linked []*link.Component
	for _, path := range l.roots {
		linked = append(linked, prog.Check(path)...)
	}
	accepted := map[*facts.Trust]*Accepted{}
	for _, c := range linked {
		r.component(c, byKey, accepted)
	}
	for _, path := range l.roots {
		for _, t := range prog.Needless(path) {
			r.needless(t)
		}
		for _, k := range all {
			if k.Path == path {
				for _, rv := range k.Reveals {
					r.Reveals = append(r.Reveals, Reveal{rv.Func, position(rv.Pos)})
				}
			}
		}
	}
	r.Findings = append(r.Findings, l.invocations()...)
	l.remember()
	for _, a := range accepted {
		r.Accepted = append(r.Accepted, *a)
	}
	slices.SortFunc(r.Accepted, func(a, b Accepted) int { return comparePos(a.Pos, b.Pos) })
	slices.SortFunc(r.Reveals, func(a, b Reveal) int { return comparePos(a.Pos, b.Pos) })
	r.sort()
	r.Took = time.Since(start)
	return r, nil
}

func (r *Report) component(c *link.Component, byKey map[string]int, accepted map[*facts.Trust]*Accepted) {
	out := Component{Name: c.Name, Scope: c.Scope, Type: c.Type, Package: c.Package, Pos: position(c.Pos), Verdict: Verdict(c.Verdict.String())}
	for _, f := range c.Findings {
		if f.Trust != nil {
			out.Accepted++
			a := accepted[f.Trust]
			if a == nil {
				a = &Accepted{Pos: position(f.Trust.Pos), Reason: f.Trust.Reason}
				accepted[f.Trust] = a
			}
			a.Findings = append(a.Findings, finding(f, c.Name))
			continue
		}
		key := f.Code + f.Pos.String() + f.Object
		i, ok := byKey[key]
		if !ok {
			i = len(r.Findings)
			byKey[key] = i
			r.Findings = append(r.Findings, finding(f, ""))
		}
		r.Findings[i].Components = append(r.Findings[i].Components, c.Name)
		out.Findings = append(out.Findings, i)
	}
	r.Components = append(r.Components, out)
}

func (r *Report) needless(t *facts.Trust) {
	r.Needless = append(r.Needless, Accepted{Pos: position(t.Pos), Reason: t.Reason})
	f := Finding{Code: facts.CodeNeedless, Verdict: Leak, Pos: position(t.Pos), Text: "this //sig:trust accepts nothing",
		Why: "a line that accepts nothing today hides what somebody writes there tomorrow", Instead: "remove it"}
	end := f.Pos
	end.Line, end.Column = end.Line+1, 1
	f.Fix = &Fix{Text: "remove the line", Pos: Position{f.Pos.File, f.Pos.Line, 1}, End: end}
	r.Findings = append(r.Findings, f)
}

// sort puts findings in the order of their positions and renumbers what refers to them.
func (r *Report) sort() {
	order := make([]int, len(r.Findings))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		x, y := r.Findings[a], r.Findings[b]
		return cmp.Or(comparePos(x.Pos, y.Pos), cmp.Compare(x.Code, y.Code), cmp.Compare(x.Text, y.Text))
	})
	sorted, at := make([]Finding, len(order)), make([]int, len(order))
	for n, i := range order {
		sorted[n], at[i] = r.Findings[i], n
	}
	r.Findings = sorted
	for _, c := range r.Components {
		for i := range c.Findings {
			c.Findings[i] = at[c.Findings[i]]
		}
		slices.Sort(c.Findings)
	}
	slices.SortFunc(r.Components, func(a, b Component) int { return comparePos(a.Pos, b.Pos) })
}

func comparePos(a, b Position) int {
	return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
}

// Count is how many components have a verdict.
func (r *Report) Count(v Verdict) int {
	n := 0
	for _, c := range r.Components {
		if c.Verdict == v {
			n++
		}
	}
	return n
}

func base(all []*facts.Package, variables []string, reviewed map[string]*benign.Module) Base {
	b := Base{Kernel: "github.com/sigen-dev/sigen/runtime", Benign: variables, Generated: "sig_gen.go, sig_wire_gen.go: sigen check says whether they are"}
	t := std.Load()
	b.Go = t.Version
	_, b.Summaries, _ = t.Counts()
	for _, k := range all {
		for _, c := range k.Components {
			switch c.Scope {
			case "provider":
				b.Providers = append(b.Providers, c.Type)
			case "admin":
				b.Admins = append(b.Admins, c.Type)
			}
		}
	}
	for path, m := range reviewed {
		b.Reviewed = append(b.Reviewed, path+" ("+benign.Key(m.Path, m.Version)+")")
	}
	slices.Sort(b.Reviewed)
	slices.Sort(b.Providers)
	slices.Sort(b.Admins)
	return b
}

// compiled reports the first mistakes of packages that do not compile.
func compiled(pkgs []*packages.Package) error {
	var errs []error
	for _, p := range pkgs {
		for _, e := range p.Errors {
			if len(errs) == 5 {
				break
			}
			errs = append(errs, errors.New(e.Error()))
		}
	}
	if len(errs) == 0 {
		return nil
	}
	return fmt.Errorf("%w\n%w", ErrTypes, errors.Join(errs...))
}

// Failed reports whether there is a leak or a needless //sig:trust; with
// requireProved also whether anything is undecided.
func (r *Report) Failed(requireProved bool) bool {
	for _, f := range r.Findings {
		if f.Verdict == Leak || f.Verdict == Wrong || requireProved {
			return true
		}
	}
	return false
}
