// Package link gives each component its verdict. It follows calls from what the
// kernel, generated code and the standard library call of it, over facts alone:
// no syntax, no types, no bodies.
package link

import (
	"go/token"
	"maps"
	"slices"
	"strings"

	"github.com/sigen-dev/sigen/gen/vet/internal/facts"
	"github.com/sigen-dev/sigen/gen/vet/internal/flow"
	"github.com/sigen-dev/sigen/gen/vet/internal/std"
)

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
