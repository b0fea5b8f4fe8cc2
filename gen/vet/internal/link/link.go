// Package link gives each component its verdict. It follows calls from what the
// kernel, generated code and the standard library call of it, over facts alone:
// no syntax, no types, no bodies.
package link

import (
	"cmp"
	"go/token"
	"maps"
	"slices"
	"strings"

	"github.com/sigen-dev/sigen/gen/vet/internal/facts"
	"github.com/sigen-dev/sigen/gen/vet/internal/flow"
	"github.com/sigen-dev/sigen/gen/vet/internal/std"
)

// A Finding is one thing that a component does and may not, or that could not be decided.
type Finding struct {
	Code    string
	Verdict facts.Verdict
	Pos     token.Position
	End     token.Position
	Object  string
	Text    string // what it does
	Why     string // why that leaks between tenants
	Instead string
	Path    []Step // from a method of the component to the function concerned
	Related []facts.Place
	Fix     *facts.Fix
	Trust   *facts.Trust // the line that accepts it
}

// A Step is one call on the way.
type Step struct {
	Func string
	Pos  token.Position
}

// A Component is one verdict.
type Component struct {
	*facts.Component
	Package  string
	Verdict  facts.Verdict
	Findings []*Finding // sorted by position; those that a trust line accepts too
	Reached  int        // functions looked at
}

// A Program is the facts of all packages that were analysed.
type Program struct {
	packages  map[string]*facts.Package
	funcs     map[string]*facts.Func
	globals   map[string]*facts.Global
	types     map[string]*facts.Type
	trusts    map[string][]*facts.Trust  // by file
	writers   map[string][]*facts.Func   // of variables
	foreign   map[string]map[string]bool // methods of types whose bodies are not looked at: whether they keep what they are given
	contracts map[string]bool            // interfaces and structs that are one
	used      map[*facts.Trust]string    // what each accepted: a line speaks for one code
}

// New indexes facts.
func New(packages []*facts.Package) *Program {
	p := &Program{packages: map[string]*facts.Package{}, funcs: map[string]*facts.Func{}, globals: map[string]*facts.Global{}, types: map[string]*facts.Type{},
		trusts: map[string][]*facts.Trust{}, writers: map[string][]*facts.Func{}, foreign: map[string]map[string]bool{}, contracts: map[string]bool{}, used: map[*facts.Trust]string{}}
	for _, k := range packages {
		p.packages[k.Path] = k
		maps.Copy(p.foreign, k.Foreign)
		if k.Contracts != nil {
			for _, c := range k.Contracts.Routes {
				p.contracts[c.Type] = true
			}
		}
		for n, f := range k.Funcs {
			p.funcs[n] = f
		}
		for n, g := range k.Globals {
			p.globals[n] = g
		}
		for n, t := range k.Types {
			p.types[n] = t
		}
		for _, t := range k.Trusts {
			p.trusts[t.Pos.Filename] = append(p.trusts[t.Pos.Filename], t)
		}
	}
	for _, f := range p.funcs {
		for _, e := range f.Effects {
			if e.Code == facts.CodeWrite || e.Code == facts.CodeKeep {
				p.writers[e.Object] = append(p.writers[e.Object], f)
			}
		}
	}
	return p
}

// Check gives the verdict of every tenant and shared component of a package.
func (p *Program) Check(path string) []*Component {
	k := p.packages[path]
	if k == nil {
		return nil
	}
	var out []*Component
	for _, c := range k.Components {
		if c.Scope == "tenant" || c.Scope == "shared" {
			out = append(out, p.check(k, c))
		}
	}
	return out
}

// A node is one function that is reached.
type node struct {
	f       *facts.Func
	from    *node
	pos     token.Position // of the call
	entry   bool
	caller  bool // its parameters come from a caller
	dynamic bool // called through an interface or a function value
	value   bool // a variable holds it
}

type run struct {
	p         *Program
	k         *facts.Package
	c         *facts.Component
	nodes     map[string]*node
	order     []*node
	queue     []*node
	types     map[string]bool // inside interfaces
	data      map[string]bool // decoded, encoded or printed by others
	invoked   map[string]bool
	callbacks []string // methods that the standard library and reviewed packages call by themselves
	named     bool     // a template may call any exported method of what it is given
	marks     map[string]bool
	found     map[string]*Finding
	asked     map[question]bool
}

func (p *Program) check(k *facts.Package, c *facts.Component) *Component {
	r := &run{p: p, k: k, c: c, nodes: map[string]*node{}, types: map[string]bool{}, data: map[string]bool{}, invoked: map[string]bool{}, marks: map[string]bool{}, found: map[string]*Finding{}, asked: map[question]bool{}}
	for _, m := range flow.Callbacks {
		r.invoked[m] = true
	}
	for m := range std.Load().Methods {
		r.invoked[m] = true
	}
	r.callbacks = slices.Clone(flow.Callbacks)
	for _, path := range slices.Sorted(maps.Keys(p.packages)) {
		for _, m := range p.packages[path].Calls {
			r.invoked[m] = true
			r.callbacks = append(r.callbacks, m)
		}
	}
	slices.Sort(r.callbacks)
	r.callbacks = slices.Compact(r.callbacks)
	for _, e := range c.Entries {
		r.missing(e.Func, nil, c.Pos)
		if p.funcs[e.Func] == nil { // a method of an embedded interface
			r.invoked[e.Func[strings.LastIndex(e.Func, ".")+1:]] = true
		}
		r.reach(e.Func, nil, token.Position{}, func(n *node) { n.entry, n.caller = true, e.Caller })
	}
	for _, t := range c.Payload {
		r.holds(t)
	}
	for {
		for len(r.queue) > 0 {
			n := r.queue[0]
			r.queue = r.queue[1:]
			r.visit(n)
		}
		if !r.dispatch() {
			break
		}
	}
	r.effects()
	r.clones()
	out := &Component{Component: c, Package: k.Path, Reached: len(r.nodes)}
	for _, f := range r.found {
		out.Findings = append(out.Findings, f)
	}
	slices.SortFunc(out.Findings, compare)
	for _, f := range out.Findings {
		if f.Trust = p.trusted(f); f.Trust == nil {
			out.Verdict = max(out.Verdict, f.Verdict)
		}
	}
	return out
}

func compare(a, b *Finding) int {
	return cmp.Or(cmp.Compare(a.Pos.Filename, b.Pos.Filename), cmp.Compare(a.Pos.Line, b.Pos.Line), cmp.Compare(a.Pos.Column, b.Pos.Column), cmp.Compare(a.Code, b.Code), cmp.Compare(a.Object, b.Object))
}

func (r *run) reach(name string, from *node, pos token.Position, set func(n *node)) {
	f := r.p.funcs[name]
	if f == nil || f.Trusted {
		return
	}
	n := r.nodes[name]
	if n == nil {
		n = &node{f: f, from: from, pos: pos}
		r.nodes[name] = n
		r.queue, r.order = append(r.queue, n), append(r.order, n)
	}
	if set != nil {
		set(n)
	}
}

// missing reports a function that is called by others and was not analysed.
func (r *run) missing(name string, n *node, pos token.Position) {
	if r.p.funcs[name] != nil {
		return
	}
	pkg := strings.TrimLeft(name, "(*")
	if std.Load().Std(packageOf(pkg)) || flow.TrustBase(packageOf(pkg)) || !strings.Contains(pkg, ".") {
		return
	}
	if k := r.p.packages[packageOf(pkg)]; k != nil && k.Reviewed {
		return
	}
	if i := strings.Index(name, ")."); i > 0 && r.p.types[strings.Trim(name[:i], "(*)")] != nil {
		return // a method of an interface: what implements it is looked at
	}
	r.add(facts.Effect{Code: facts.CodeNoBody, Verdict: facts.Undecided, Object: name, Pos: pos, Text: "leads to " + base(name) + ", whose body was not analysed"}, n)
}

// packageOf is the import path of a full name without its leading brackets.
func packageOf(name string) string {
	head, tail := "", name
	if i := strings.LastIndex(name, "/"); i >= 0 {
		head, tail = name[:i+1], name[i+1:]
	}
	tail, _, _ = strings.Cut(tail, ".")
	return head + tail
}

func (r *run) visit(n *node) {
	for _, c := range n.f.Calls {
		r.named = r.named || executes(c.Callee)
		r.reach(c.Callee, n, c.Pos, nil)
	}
	for _, ref := range n.f.Refs {
		r.named = r.named || executes(ref)
		r.missing(ref, n, n.f.Pos)
		r.reach(ref, n, n.f.Pos, func(m *node) { m.dynamic = true })
	}
	for _, a := range n.f.Reads {
		if g := r.p.globals[a.Global]; g != nil {
			for _, c := range g.Funcs { // whoever has the variable may call what it holds
				r.reach(c.Name, n, a.Pos, func(m *node) { m.value = true })
				if c.Captures && !c.Inner {
					r.bound(c.Name, g, n, a.Pos)
				}
			}
			for _, d := range g.Dyns { // and may put what its interfaces hold into others
				r.types[d] = true
				r.holds(d)
			}
		}
	}
	for _, t := range n.f.Converts {
		r.types[t] = true
		r.holds(t)
	}
	for _, t := range n.f.Holds {
		r.holds(t)
	}
	for _, m := range n.f.Invokes {
		r.named = r.named || m == "Execute" || m == "ExecuteTemplate"
		r.invoked[m] = true
	}
	for _, m := range n.f.Marks {
		r.marks[m] = true
	}
}

// bound is a method value that a variable leads to: whoever calls it, or has a template or a table of functions call
// it, writes its receiver, which is there for all.
func (r *run) bound(method string, g *facts.Global, n *node, at token.Position) {
	e := facts.Effect{Code: facts.CodeWrite, Verdict: facts.Leak, Object: g.Name, Pos: at,
		Text: "has a function of method " + base(method) + " in package-level variable " + base(g.Name) + ", which writes what it was made of"}
	f := r.p.funcs[method]
	switch {
	case f == nil:
		if std.Load().Func(method).Writes&1 == 0 {
			return
		}
	default:
		i := slices.IndexFunc(f.Writes, func(w facts.Write) bool { return w.Param == 0 })
		if i < 0 {
			return
		}
		e.Related = []facts.Place{{Pos: f.Writes[i].Pos, Text: "written here"}}
	}
	r.add(e, n)
}

// executes reports whether a function runs a template.
func executes(name string) bool {
	return strings.Contains(name, "/template.Template).Execute")
}

// holds notes a type whose values others decode, encode, print or clone, with all inside it.
func (r *run) holds(t string) {
	if r.data[t] {
		return
	}
	r.data[t] = true
	if f := r.p.types[t]; f != nil {
		for _, part := range f.Parts {
			r.holds(part)
		}
	}
}

// dispatch reaches the methods that interfaces may call; it reports whether there were new ones.
func (r *run) dispatch() bool {
	before := len(r.nodes)
	dynamic := func(n *node) { n.dynamic = true }
	for _, t := range slices.Sorted(maps.Keys(r.types)) {
		if f := r.p.types[t]; f != nil {
			for _, name := range slices.Sorted(maps.Keys(f.Methods)) {
				if fn := f.Methods[name]; r.invoked[name] && t != r.c.Type {
					r.reach(fn, nil, token.Position{}, dynamic)
				}
			}
		}
	}
	held := len(r.data)
	for _, t := range slices.Sorted(maps.Keys(r.data)) {
		f := r.p.types[t]
		if f == nil || t == r.c.Type {
			continue
		}
		for _, name := range r.callbacks {
			if fn := f.Methods[name]; fn != "" {
				r.reach(fn, nil, token.Position{}, dynamic)
			}
		}
		if !r.named {
			continue
		}
		for _, name := range slices.Sorted(maps.Keys(f.Methods)) {
			if token.IsExported(name) {
				r.reach(f.Methods[name], nil, token.Position{}, dynamic)
			}
		}
		for _, part := range f.Returns {
			r.holds(part)
		}
	}
	return len(r.nodes) > before || len(r.queue) > 0 || len(r.data) > held
}

// clones looks at the methods by which generated code copies what crosses from one tenant to others: what they
// hand on of the original, two have.
func (r *run) clones() {
	seen := map[string]bool{}
	for todo := slices.Clone(r.c.Payload); len(todo) > 0; todo = todo[1:] {
		t := r.p.types[todo[0]]
		if t == nil || seen[todo[0]] {
			continue
		}
		seen[todo[0]] = true
		todo = append(todo, t.Parts...)
		f := r.p.funcs[t.Methods["Clone"]]
		if f == nil {
			continue
		}
		for _, fl := range f.Flows {
			if !fl.Data && fl.From.Kind == facts.OfParam && fl.From.N == 0 && fl.To.Kind == facts.OfResult && !r.p.neverWritten(t.Needs) {
				r.add(facts.Effect{Code: facts.CodeEscape, Verdict: facts.Undecided, Object: todo[0], Pos: fl.Pos, Needs: facts.Needs{Mutable: true},
					Text: "hands on memory of what it copies: " + base(f.Name) + " makes the copies that tenants get of a value"}, r.nodes[f.Name])
				break
			}
		}
	}
}

// neverWritten reports whether values that need this are written by no function of all that were analysed.
func (p *Program) neverWritten(needs facts.Needs) bool {
	if needs.Mutable {
		return false
	}
	for _, f := range p.funcs {
		for _, m := range f.Marks {
			if slices.Contains(needs.Types, m) {
				return false
			}
		}
	}
	return true
}

// effects turns what the reached functions do into findings.
func (r *run) effects() {
	for _, e := range r.c.Effects {
		r.add(e, nil)
	}
	for _, path := range r.reachedPackages() {
		for _, e := range r.p.packages[path].Syntax {
			r.add(e, nil)
		}
	}
	for _, f := range r.initialisers() {
		for _, e := range f.Effects {
			switch e.Code {
			case facts.CodeCapability, facts.CodeLanguage, facts.CodeProcess, facts.CodeGo, facts.CodeStd:
				r.add(e, nil)
			}
		}
	}
	for _, n := range r.order {
		for _, e := range n.f.Effects {
			r.add(e, n)
		}
		if n.entry || n.dynamic {
			r.flows(n)
		}
	}
	r.inside()
	r.ownContexts()
	for _, n := range r.order {
		for _, a := range n.f.Reads {
			r.read(n, a)
		}
	}
}

// initialisers are the functions that run when the component's package is initialised,
// with those of the package that they call.
func (r *run) initialisers() []*facts.Func {
	var out []*facts.Func
	seen := map[string]bool{}
	var visit func(name string)
	visit = func(name string) {
		f := r.k.Funcs[name]
		if f == nil || seen[name] || f.Trusted {
			return
		}
		seen[name] = true
		out = append(out, f)
		for _, c := range f.Calls {
			visit(c.Callee)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(r.k.Funcs)) {
		if name == r.k.Path+".init" || strings.HasPrefix(name, r.k.Path+".init#") {
			visit(name)
		}
	}
	return out
}

// reachedPackages are the packages of reached functions, of the variables that these read and of the types whose values they
// have, and the component's own.
func (r *run) reachedPackages() []string {
	out := []string{r.k.Path}
	add := func(name string) {
		if k := packageOf(strings.TrimLeft(name, "(*")); r.p.packages[k] != nil {
			out = append(out, k)
		}
	}
	for _, t := range r.held() {
		add(t)
	}
	for t := range r.types {
		add(t)
	}
	for t := range r.data {
		add(t)
	}
	for _, n := range r.order {
		for _, a := range n.f.Reads {
			add(a.Global)
		}
		for path := n.f.Name; ; {
			i := strings.LastIndex(path, ".")
			if i < 0 {
				break
			}
			path = path[:i]
			if k := strings.Trim(path, "(*)"); r.p.packages[k] != nil {
				out = append(out, k)
				break
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// flows looks at what an entry, or a function whose callers are not known, does
// with its parameters and with package-level memory.
func (r *run) flows(n *node) {
	later := func(a, b facts.Flow) int { // where both hold, what is said plainly is said
		return cmp.Compare(a.What, b.What)
	}
	for _, fl := range slices.SortedStableFunc(slices.Values(n.f.Flows), later) {
		switch {
		case fl.To.Kind == facts.Called:
			r.handedContext(n, fl)
			switch {
			case !r.shared(n, fl) || fl.To.N != 0:
			case fl.To.Name != "" && fl.To.Iface == "":
				r.handedAny(n, fl)
			case fl.To.Name != "":
				r.handedMethod(n, fl)
			default:
				r.handed(n, fl)
			}
		case fl.From.Kind == facts.Raised:
			r.recovered(n, fl)
		case fl.From.Kind == facts.Tenants, fl.From.Kind == facts.Lent && fl.To.Kind != facts.Tenants:
		case fl.To.Kind == facts.Tenants:
			if fl.From.Kind != facts.Lent || r.lends(fl.From) {
				r.shares(n, fl)
			}
		case fl.To.Kind == facts.Lent:
			if r.shared(n, fl) && fl.To.N == 0 && r.lends(fl.To) {
				r.caller(n, fl)
			}
		case fl.From.Kind == facts.OfGlobal:
			r.alias(n, fl)
		case fl.Data && (fl.To.Kind == facts.OfParam || fl.To.Kind == facts.Later):
			if r.shared(n, fl) && fl.To.Kind == facts.OfParam && !keepsContext(n.f, fl) {
				r.caller(n, fl)
			}
		case fl.To.Kind == facts.Own:
			if r.shared(n, fl) {
				r.add(facts.Effect{Code: facts.CodeOwnHandle, Verdict: facts.Leak, Object: fl.What, Pos: fl.Pos, Text: "gives what a caller sent to " + fl.What + ", a handle of the shared component itself"}, n)
			}
		case n.f.Ctx&(1<<min(fl.From.N, facts.LastParam)) != 0 && (fl.To.Kind == facts.Later || fl.To.Kind == facts.OfParam):
			text := "keeps the context of a call, or what it carries, in memory that outlives it"
			if fl.To.Kind == facts.Later {
				text = "hands the context of a call to " + fl.What + ", whose function runs when the call is over"
			}
			r.add(facts.Effect{Code: facts.CodeContext, Verdict: facts.Leak, Object: "context", Pos: fl.Pos, Text: text}, n)
		case fl.To.Kind == facts.OfParam:
			if r.shared(n, fl) {
				r.caller(n, fl)
			}
		}
	}
}

// keepsContext reports whether a flow of data is that of a context that is kept itself, a finding of its own.
func keepsContext(f *facts.Func, data facts.Flow) bool {
	return f.Ctx&(1<<min(data.From.N, 62)) != 0 && slices.ContainsFunc(f.Flows, func(fl facts.Flow) bool {
		return !fl.Data && fl.From.Kind == facts.OfParam && fl.From.N == data.From.N && fl.To.Kind == data.To.Kind && fl.To.N == data.To.N && fl.Pos.Line == data.Pos.Line
	})
}

func (r *run) shared(n *node, fl facts.Flow) bool {
	return r.c.Scope == "shared" && n.entry && n.caller && fl.From.N > 0 && (fl.To.Kind != facts.OfParam || fl.To.N == 0)
}

// shares looks at memory of a shared component itself that gets to that of one tenant.
func (r *run) shares(n *node, fl facts.Flow) {
	if r.c.Scope != "shared" || !n.entry || fl.From.N != 0 {
		return
	}
	r.add(facts.Effect{Code: facts.CodeAlias, Verdict: facts.Leak, Object: r.c.Type, Pos: fl.Pos, Needs: fl.From.Needs,
		Text: "puts memory of the shared component into what belongs to one tenant"}, n)
}

// recovered looks at what a shared component does with what a panic carried: it may be
// of any caller.
func (r *run) recovered(n *node, fl facts.Flow) {
	if r.c.Scope != "shared" || !n.entry || !n.caller {
		return
	}
	switch {
	case fl.To.Kind == facts.OfParam && fl.To.N == 0:
		r.add(facts.Effect{Code: facts.CodeCaller, Verdict: facts.Leak, Object: r.c.Type, Pos: fl.Pos, Text: "keeps what it recovered from a panic in the shared component, and that may say what a caller sent"}, n)
	case fl.To.Kind == facts.Own:
		r.add(facts.Effect{Code: facts.CodeOwnHandle, Verdict: facts.Leak, Object: fl.What, Pos: fl.Pos, Text: "gives what it recovered from a panic to " + fl.What + ", a handle of the shared component itself"}, n)
	}
}

func (r *run) caller(n *node, fl facts.Flow) {
	text := "keeps what a caller sent in the shared component"
	if fl.What == facts.Condition {
		text = "what a caller sent decides whether, how often or where this is written in the shared component"
	}
	r.add(facts.Effect{Code: facts.CodeCaller, Verdict: facts.Leak, Object: r.c.Type, Pos: fl.Pos, Text: text}, n)
}

func (r *run) alias(n *node, fl facts.Flow) {
	to := "its result"
	switch fl.To.Kind {
	case facts.OfParam:
		to = "memory that outlives the call"
	case facts.Later, facts.Own:
		return // the variable can be reached there anyway
	}
	r.add(facts.Effect{Code: facts.CodeAlias, Verdict: facts.Leak, Object: fl.From.Name, Pos: fl.Pos, Needs: fl.From.Needs,
		Text: "puts a reference to what package-level variable " + base(fl.From.Name) + " leads to into " + to}, n)
}

// read looks at a use of a variable that somebody writes after initialisation.
func (r *run) read(n *node, a facts.Access) {
	if g := r.p.globals[a.Global]; g != nil && g.Handle && !r.said(a.Global, facts.CodeKeep) {
		r.add(facts.Effect{Code: facts.CodeKeep, Verdict: facts.Leak, Object: a.Global, Pos: a.Pos, Text: "has a handle in package-level variable " + base(a.Global),
			Related: []facts.Place{{Pos: g.Pos, Text: "declared here"}}}, n)
	}
	w := r.p.writers[a.Global]
	if len(w) == 0 {
		return
	}
	if r.said(a.Global, facts.CodeWrite, facts.CodeKeep) {
		return
	}
	first := slices.MinFunc(w, func(a, b *facts.Func) int { return cmp.Compare(a.Name, b.Name) })
	r.add(facts.Effect{Code: facts.CodeAlias, Verdict: facts.Leak, Object: a.Global, Pos: a.Pos, Text: "reads package-level variable " + base(a.Global) + ", which " + base(first.Name) + " writes after initialisation",
		Related: []facts.Place{{Pos: first.Pos, Text: "written by " + base(first.Name)}}}, n)
}

// add makes a finding of an effect, unless what it needs to be frozen is.
func (r *run) add(e facts.Effect, n *node) {
	if e.Code == facts.CodeAlias || e.Code == facts.CodeEscape {
		frozen := !e.Needs.Mutable && len(e.Needs.Types) > 0
		for _, t := range e.Needs.Types {
			frozen = frozen && !r.marks[t]
			if g := r.p.globals[e.Object]; t == facts.FuncType && (g == nil || !g.Known || slices.ContainsFunc(g.Funcs, func(c facts.Callee) bool { return c.Captures && !c.Once })) {
				frozen = false
			}
		}
		if frozen {
			return
		}
		if !e.Needs.Mutable && len(e.Needs.Types) > 0 {
			e.Verdict = facts.Undecided
			e.Text += "; values of " + base(e.Needs.Types[0]) + " are written elsewhere"
		}
	}
	key := e.Code + " " + e.Pos.String() + " " + e.Object
	if r.found[key] != nil {
		return
	}
	f := &Finding{Code: e.Code, Verdict: e.Verdict, Pos: e.Pos, End: e.End, Object: e.Object, Text: e.Text, Related: e.Related, Fix: e.Fix, Path: path(n)}
	f.Why, f.Instead = explain(e)
	r.found[key] = f
}

// trusted is the //sig:trust line that accepts a finding: at its place, or at the
// declaration of the variable that it is about.
func (p *Program) trusted(f *Finding) *facts.Trust {
	for _, t := range p.trusts[f.Pos.Filename] {
		if t.From <= f.Pos.Line && f.Pos.Line <= t.To && (p.used[t] == "" || p.used[t] == f.Code) {
			p.used[t] = f.Code
			return t
		}
	}
	if g := p.globals[f.Object]; g != nil && g.Trust != nil {
		for _, t := range p.trusts[g.Trust.Pos.Filename] {
			if t.Pos == g.Trust.Pos {
				p.used[t] = cmp.Or(p.used[t], f.Code)
				return t
			}
		}
	}
	return nil
}

func path(n *node) []Step {
	var out []Step
	for ; n != nil; n = n.from {
		out = append(out, Step{Func: n.f.Name, Pos: n.pos})
		if n.from == nil && !n.pos.IsValid() {
			out[len(out)-1].Pos = n.f.Pos
		}
	}
	slices.Reverse(out)
	return out
}

// Needless are the trust lines of a package that accepted nothing. Every package
// that could reach them has to be checked before.
func (p *Program) Needless(path string) []*facts.Trust {
	var out []*facts.Trust
	if k := p.packages[path]; k != nil {
		for _, t := range k.Trusts {
			if p.used[t] == "" {
				out = append(out, t)
			}
		}
	}
	return out
}

func base(name string) string {
	lead := ""
	if strings.HasPrefix(name, "(*") {
		lead = "(*"
	} else if strings.HasPrefix(name, "(") {
		lead = "("
	}
	if i := strings.LastIndex(name, "/"); i >= 0 {
		return lead + name[i+1:]
	}
	return name
}
