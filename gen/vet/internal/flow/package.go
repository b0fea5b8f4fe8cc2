// Package flow analyses one package: what each of its functions does to memory
// that it did not make, and what becomes of the values that it is given. Its result
// is a fact, made from the package's syntax and the facts of what it imports; the
// bodies of other packages are never looked at.
package flow

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/sigen-dev/sigen/gen/vet/internal/facts"
	"github.com/sigen-dev/sigen/gen/vet/internal/std"
)

// Callbacks are the methods that the standard library and generated code call by
// themselves on values that they are given.
var Callbacks = []string{"Error", "String", "GoString", "Format", "Unwrap", "Is", "As", "MarshalJSON", "UnmarshalJSON", "MarshalText", "UnmarshalText",
	"MarshalBinary", "UnmarshalBinary", "AppendText", "AppendBinary", "MarshalXML", "UnmarshalXML", "MarshalXMLAttr", "UnmarshalXMLAttr", "MarshalJSONTo", "UnmarshalJSONFrom", "GobEncode", "GobDecode", "Scan", "Value", "LogValue",
	"IsZero", "Equal", "Clone", "DecodeSetting", "Read", "Write", "Close", "ReadFrom", "WriteTo", "Len", "Less", "Swap", "Push", "Pop", "Handle", "Enabled", "WithAttrs", "WithGroup", "ServeHTTP"}

// Decodes reports whether a method among Callbacks is called on nothing but what the library was
// given to be written: the call that gives it says so.
func Decodes(method string) bool {
	switch method {
	case "Scan", "GobDecode", "DecodeSetting":
		return true
	}
	return strings.HasPrefix(method, "Unmarshal")
}

// Input is one package.
type Input struct {
	Fset  *token.FileSet
	Files []*ast.File
	Pkg   *types.Package
	Info  *types.Info
	Std   *std.Table
	// SSA is a program that has this package and all that it imports; nil makes one.
	SSA *ssa.Program
	// Import returns the facts of an imported package, directly or not; nil if there are none.
	Import func(path string) *facts.Package
	// Callees returns all functions that a call at a position can lead to in the programs of the
	// run; nil where that is not known. A nil Callees knows nothing.
	Callees func(at token.Position) []Callee
	// Library says that the package is the standard library's own: which methods it calls of what it is
	// given is looked at where it is given, and not in what it hands to itself.
	Library bool
	// Benign reports whether a package-level variable is known to be harmless, by its full name.
	Benign func(global string) bool
}

type pkg struct {
	in      Input
	types   *typeTable
	prog    *ssa.Program
	ssa     *ssa.Package
	out     *facts.Package
	inits   map[*ssa.Function]bool
	funcs   map[string]*types.Func
	handles map[string]bool
	foreign map[string]*facts.Global
	deps    map[string]map[string]bool // what was read, by function
	now     string                     // the function under analysis
	work    int
	used    *usage
	embeds  map[string]bool

	globalTypes map[string]types.Type
	leading     map[narrowKey]bool // what mayLead found

	joined    map[string]map[string]bool // variables that lead to memory of others
	forgotten []string                   // variables of which nothing is known any more
	imports   map[string]*types.Package
}

// Analyze returns the facts of a package. What it cannot make sense of, it says
// in an effect of the package: nothing that such a package has part in is proved.
func Analyze(in Input) (out *facts.Package) {
	defer func() {
		if r := recover(); r != nil {
			out = unread(in, fmt.Sprintf("is in a package that the analysis failed on: %v", r))
		}
	}()
	p := &pkg{in: in, types: &typeTable{std: in.Std}, inits: map[*ssa.Function]bool{}, funcs: map[string]*types.Func{}, handles: map[string]bool{},
		foreign: map[string]*facts.Global{}, globalTypes: map[string]types.Type{}, joined: map[string]map[string]bool{}, leading: map[narrowKey]bool{}, deps: map[string]map[string]bool{}, imports: map[string]*types.Package{}}
	p.types.reviewed = func(typ string) bool {
		f := in.Import(p.packageOf(typ))
		return f != nil && f.Reviewed && slices.Contains(f.Frozen, typ)
	}
	p.out = &facts.Package{Path: in.Pkg.Path(), Funcs: map[string]*facts.Func{}, Globals: map[string]*facts.Global{}, Types: map[string]*facts.Type{}}
	if p.size() > sizeLimit { // whoever calls something of it learns that its body was not analysed
		return unread(in, "is in a package that is too large to be analysed")
	}
	if p.cgo() {
		return p.out
	}
	p.unreadImports()
	p.build()
	p.declared()
	p.directives()
	p.providers()
	p.oneOfs()
	p.globals()
	p.typesOf()
	p.inits = initOnly(p.ssa)
	p.solve()
	p.references()
	p.components()
	p.fixes()
	return p.out
}

// unread are the facts of a package that was not analysed: which components it has, and why none of them is proved.
func unread(in Input, why string) *facts.Package {
	p := &pkg{in: in, out: &facts.Package{Path: in.Pkg.Path(), Unread: true, Syntax: []facts.Effect{{Code: facts.CodeNoBody, Verdict: facts.Undecided, Object: in.Pkg.Path(), Pos: in.Fset.Position(in.Files[0].Package), Text: why}}}}
	for _, d := range p.typeDecls() {
		if dir := directiveOf(d.doc, "component"); dir != nil {
			p.out.Components = append(p.out.Components, &facts.Component{Name: dir.Value("name"), Scope: dir.Value("scope"), Type: key(d.obj.Type()), Pos: p.position(d.spec.Name.Pos())})
		}
	}
	return p.out
}

// unreadImports notes imports that were not analysed: the package may have values of their types, whose methods nobody
// has looked at, without calling anything of them by name.
func (p *pkg) unreadImports() {
	for _, f := range p.in.Files {
		for _, i := range f.Imports {
			path, err := strconv.Unquote(i.Path.Value)
			if err != nil {
				continue
			}
			if of := p.in.Import(path); of != nil && of.Unread {
				p.out.Syntax = append(p.out.Syntax, facts.Effect{Code: facts.CodeNoBody, Verdict: facts.Undecided, Object: path, Pos: p.position(i.Pos()), Text: "imports " + path + ", which was not analysed"})
			}
		}
	}
}

// sizeLimit is how many bytes of source a package may have to be analysed. What is
// larger was made by a machine, out of something that is not Go.
const sizeLimit = 3 << 20

// cgo notes a package that is not all Go: its components, and why they are not proved.
func (p *pkg) cgo() bool {
	for _, f := range p.in.Files {
		for _, i := range f.Imports {
			if i.Path.Value == `"C"` {
				p.directives()
				p.components()
				p.out.Syntax = append(p.out.Syntax, facts.Effect{Code: facts.CodeLanguage, Verdict: facts.Leak, Object: "C", Pos: p.position(i.Pos()), Text: "imports C"})
				return true
			}
		}
	}
	return false
}

func (p *pkg) size() int {
	n := 0
	for _, f := range p.in.Files {
		n += int(f.FileEnd - f.FileStart)
	}
	return n
}

func (p *pkg) build() {
	p.prog = p.in.SSA
	fresh := p.prog == nil
	if fresh {
		p.prog = ssa.NewProgram(p.in.Fset, 0)
	}
	closure(p.in.Pkg.Imports(), p.imports)
	if fresh {
		for _, i := range p.imports {
			p.prog.CreatePackage(i, nil, nil, true)
		}
		p.prog.CreatePackage(p.in.Pkg, p.in.Files, p.in.Info, false)
	}
	p.ssa = p.prog.Package(p.in.Pkg)
	p.ssa.Build()
}

// closure adds packages and what they import, as far as is known, to all.
func closure(imports []*types.Package, all map[string]*types.Package) {
	for _, i := range imports {
		if all[i.Path()] == nil {
			all[i.Path()] = i
			closure(i.Imports(), all)
		}
	}
}

// Program makes one program of packages that were checked from source and what they import.
func Program(fset *token.FileSet, source []Input) *ssa.Program {
	prog := ssa.NewProgram(fset, 0)
	all, own := map[string]*types.Package{}, map[*types.Package]bool{}
	for _, in := range source {
		prog.CreatePackage(in.Pkg, in.Files, in.Info, true)
		own[in.Pkg] = true
	}
	for _, in := range source {
		closure(in.Pkg.Imports(), all)
	}
	for _, i := range all {
		if !own[i] {
			prog.CreatePackage(i, nil, nil, true)
		}
	}
	return prog
}

func (p *pkg) position(at token.Pos) token.Position {
	pos := p.in.Fset.PositionFor(at, false) // where it stands, whatever a //line says
	pos.Offset = 0
	return pos
}

func (p *pkg) name(f *ssa.Function) string { return FuncName(f) }

// FuncName is the name of a function in facts.
func FuncName(f *ssa.Function) string {
	if o := f.Origin(); o != nil {
		f = o
	}
	if obj := object(f); obj != nil && (obj.Name() != "init" || obj.Signature().Recv() != nil) { // a method may be called init
		return obj.Origin().FullName()
	}
	if f.Pkg != nil {
		return f.Pkg.Pkg.Path() + "." + f.Name()
	}
	return f.String()
}

func (p *pkg) object(f *ssa.Function) *types.Func { return object(f) }

func object(f *ssa.Function) *types.Func {
	if o := f.Origin(); o != nil {
		f = o
	}
	obj, _ := f.Object().(*types.Func)
	return obj
}

// funcNamed finds a function of any imported package by its name in facts.
func (p *pkg) funcNamed(name string) *types.Func {
	if f, ok := p.funcs[name]; ok {
		return f
	}
	var found *types.Func
	pk := p.imports[pathOf(name)]
	if p.packageOf(name) == p.out.Path {
		pk = p.in.Pkg
	}
	if pk != nil {
		base := name[strings.LastIndex(name, ".")+1:]
		if strings.HasPrefix(name, "(") {
			recv := strings.TrimPrefix(strings.Trim(name[:strings.Index(name, ")")], "(*"), pk.Path()+".")
			recv, _, _ = strings.Cut(recv, "[")
			if tn, ok := pk.Scope().Lookup(recv).(*types.TypeName); ok {
				t := tn.Type()
				if !types.IsInterface(t) {
					t = types.NewPointer(t)
				}
				obj, _, _ := types.LookupFieldOrMethod(t, true, pk, base)
				found, _ = obj.(*types.Func)
			}
		} else {
			found, _ = pk.Scope().Lookup(base).(*types.Func)
		}
	}
	p.funcs[name] = found
	return found
}

// pathOf is the import path in a full name.
func pathOf(name string) string {
	name = strings.TrimLeft(name, "(*")
	head, tail := "", name
	if i := strings.LastIndex(name, "/"); i >= 0 {
		head, tail = name[:i+1], name[i+1:]
	}
	tail, _, _ = strings.Cut(tail, ".")
	return head + tail
}

func (p *pkg) dependOn(name string) {
	if p.deps[name] == nil {
		p.deps[name] = map[string]bool{}
	}
	p.deps[name][p.now] = true
}

// summary is what is known of a function of this or an imported package, nil if nothing is.
func (p *pkg) summary(name string) *facts.Func {
	if name == "" {
		return nil
	}
	p.dependOn(name)
	if f := p.out.Funcs[name]; f != nil {
		return f
	}
	path := p.packageOf(name)
	if path == p.out.Path {
		return nil
	}
	if f := p.in.Import(path); f != nil {
		return f.Funcs[name]
	}
	return nil
}

// packageOf is pathOf for names whose last path element has a dot in it (gopkg.in/yaml.v3.Marshal).
func (p *pkg) packageOf(name string) string {
	path := pathOf(name)
	if path == p.out.Path || p.imports[path] != nil {
		return path
	}
	bare := strings.TrimLeft(name, "(*")
	if strings.HasPrefix(bare, p.out.Path+".") {
		return p.out.Path
	}
	for imp := range p.imports {
		if len(imp) > len(path) && strings.HasPrefix(bare, imp+".") {
			path = imp
		}
	}
	return path
}

func (p *pkg) typeFacts(k string) *facts.Type {
	if t := p.out.Types[k]; t != nil {
		return t
	}
	if f := p.in.Import(p.packageOf(k)); f != nil {
		return f.Types[k]
	}
	return nil
}

// globalOf is the fact of a variable; nil for what is no variable of a package.
func (p *pkg) globalOf(g *ssa.Global) *facts.Global {
	if g.Pkg == nil || strings.HasPrefix(g.Name(), "init$") {
		return nil
	}
	return p.globalNamed(g.Pkg.Pkg.Path() + "." + g.Name())
}

func (p *pkg) globalNamed(name string) *facts.Global {
	if g := p.out.Globals[name]; g != nil {
		return g
	}
	if g := p.foreign[name]; g != nil {
		return g
	}
	path := p.packageOf(name)
	if f := p.in.Import(path); f != nil && f.Globals[name] != nil {
		p.foreign[name] = f.Globals[name]
		return f.Globals[name]
	}
	// The standard library's and the kernel's variables count as constants: that they are written, or
	// what they lead to, is a finding of its own.
	trusted := p.library(path) || trustBase(path)
	g := &facts.Global{Name: name, Immutable: trusted, Known: trusted}
	if p.types.std.Std(path) {
		if t := p.typeOfGlobal(g); t != nil {
			g.Immutable = !p.types.reaches(t) || onlyDynamic(t)
		} else { // what a function hands out to everybody
			g.Immutable = false
		}
	}
	p.foreign[name] = g
	return g
}

// library reports whether a package's functions are known by summaries alone: the
// standard library, and packages that were reviewed as a whole, which have none.
func (p *pkg) library(path string) bool {
	if p.types.std.Std(path) {
		return true
	}
	f := p.in.Import(path)
	return f != nil && f.Reviewed
}

// librarySummary is what is known of a function of the standard library or of a reviewed package.
func (p *pkg) librarySummary(name string) std.Summary {
	if sum := p.types.std.Func(name); sum.Known {
		return sum
	}
	if f := p.in.Import(p.packageOf(name)); f != nil && f.Reviewed && f.Verbs[name] != "" {
		if sum, err := std.Verb(f.Verbs[name]); err == nil { // a test reads them all
			return sum
		}
	}
	return std.Summary{}
}

func (p *pkg) owns(global string) bool { return p.out.Globals[global] != nil }

// separate reports whether a nested function is a unit of its own: those in the
// initialisers of package-level variables.
func (p *pkg) separate(f *ssa.Function) bool {
	return f.Parent() != nil && f.Parent().Synthetic != "" && f.Parent().Name() == "init" && f.Parent().Parent() == nil
}

// generated reports whether sigen wrote the file of a position.
func (p *pkg) generated(at token.Pos) bool {
	if !at.IsValid() {
		return false
	}
	switch filepath.Base(p.in.Fset.PositionFor(at, false).Filename) {
	case "sig_gen.go", "sig_wire_gen.go":
	default:
		return false
	}
	for _, f := range p.in.Files {
		if f.FileStart <= at && at <= f.FileEnd {
			return ast.IsGenerated(f) && len(f.Comments) > 0 && strings.HasPrefix(f.Comments[0].List[0].Text, "// Code generated by sigen. DO NOT EDIT.")
		}
	}
	return false
}

// declared notes the functions that have no analysis of their own: generated ones.
func (p *pkg) declared() {
	for _, f := range p.units() {
		obj := p.object(f)
		if obj != nil && p.generated(obj.Pos()) {
			p.out.Funcs[p.name(f)] = &facts.Func{Name: p.name(f), Pos: p.position(f.Pos()), Trusted: true}
		}
	}
}

// units are the functions of the package that are analysed one by one.
func (p *pkg) units() []*ssa.Function {
	var all []*ssa.Function
	seen := map[*ssa.Function]bool{}
	add := func(f *ssa.Function) {
		if f == nil || seen[f] || f.Pkg != p.ssa {
			return
		}
		seen[f] = true
		all = append(all, f)
		for _, a := range f.AnonFuncs {
			if p.separate(a) && !seen[a] {
				seen[a] = true
				all = append(all, a)
			}
		}
	}
	for _, m := range p.ssa.Members {
		switch m := m.(type) {
		case *ssa.Function:
			add(m)
		case *ssa.Type:
			p.methods(m.Type(), add)
		}
	}
	// Types that are declared inside functions have no methods; aliases name types of other places.
	slices.SortFunc(all, func(a, b *ssa.Function) int { return strings.Compare(p.name(a), p.name(b)) })
	return all
}

func (p *pkg) methods(t types.Type, add func(f *ssa.Function)) {
	n, ok := types.Unalias(t).(*types.Named)
	if !ok {
		return
	}
	for m := range n.Methods() {
		add(p.prog.FuncValue(m))
	}
}

// solve analyses functions until what they need to know of each other stands still.
func (p *pkg) solve() {
	units := p.units()
	byName := map[string]*ssa.Function{}
	var queue []string
	queued := map[string]bool{}
	runs := map[string]int{}
	for _, f := range units {
		n := p.name(f)
		if p.out.Funcs[n] != nil {
			continue // generated
		}
		if f.Blocks == nil {
			continue // no body: whoever calls it says so
		}
		byName[n] = f
		// A function that calls itself, by whatever way, is nothing at first, and becomes what it is.
		p.out.Funcs[n] = &facts.Func{Name: n, Pos: p.position(f.Pos())}
	}
	visited := map[string]bool{}
	var order func(n string)
	order = func(n string) {
		f := byName[n]
		if f == nil || visited[n] {
			return
		}
		visited[n] = true
		for _, c := range callees(f) {
			order(p.name(c))
		}
		queue = append(queue, n)
		queued[n] = true
	}
	for _, n := range slices.Sorted(maps.Keys(byName)) {
		order(n)
	}
	for len(queue) > 0 {
		n := queue[0]
		queue, queued[n] = queue[1:], false
		p.now = n
		u := newUnit(p, byName[n])
		if runs[n]++; runs[n] > 30 || p.work > packageLimit {
			u.giveUp()
		} else {
			u.run()
		}
		p.work += u.before + u.work
		old := p.out.Funcs[n]
		p.out.Funcs[n] = u.out
		var changed []string
		if old == nil || !sameSummary(old, u.out) {
			changed = append(changed, n)
		}
		changed = append(changed, p.initialised(u)...)
		changed, p.forgotten = append(changed, p.forgotten...), nil
		for _, c := range changed {
			for _, d := range slices.Sorted(maps.Keys(p.deps[c])) {
				if !queued[d] && byName[d] != nil {
					queue, queued[d] = append(queue, d), true
				}
			}
		}
	}
}

func callees(f *ssa.Function) []*ssa.Function {
	var out []*ssa.Function
	for _, b := range f.Blocks {
		for _, in := range b.Instrs {
			for _, op := range in.Operands(nil) {
				if g, ok := (*op).(*ssa.Function); ok {
					if o := g.Origin(); o != nil {
						g = o
					}
					out = append(out, g)
				}
			}
		}
	}
	for _, a := range f.AnonFuncs {
		out = append(out, callees(a)...)
	}
	return out
}

func sameSummary(a, b *facts.Func) bool {
	return reflect.DeepEqual(a.Writes, b.Writes) && reflect.DeepEqual(a.Flows, b.Flows) && reflect.DeepEqual(a.Passes, b.Passes) &&
		reflect.DeepEqual(a.Made, b.Made) && reflect.DeepEqual(a.Yields, b.Yields) && (a.Inks == nil) == (b.Inks == nil) && a.Hoards == b.Hoards && a.Lends == b.Lends && a.HoardsCtx == b.HoardsCtx && a.KeepsCtx == b.KeepsCtx && a.Counts == b.Counts && a.Hands == b.Hands && reflect.DeepEqual(a.Dyns, b.Dyns) && a.Opaque == b.Opaque &&
		slices.Equal(a.Puts, b.Puts) && slices.Equal(a.Through, b.Through) && slices.Equal(a.Boxes, b.Boxes) && a.Blurs == b.Blurs
}
