// Package resolve turns typed syntax and directives into the model.
//
// Everything that needs a syntax tree or a types.Type is decided here, and what
// it finds wrong on the way is reported here: a signature that no runnable has, a
// type that no codec can write, a computed whose reads cannot be found. Rules
// over the finished model are check's.
package resolve

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/sigen-dev/sigen/gen/internal/diag"
	"github.com/sigen-dev/sigen/gen/internal/load"
	"github.com/sigen-dev/sigen/gen/internal/model"
)

// Resolve returns the program that r describes. With diagnostics that are
// errors, the program is what could be made of the rest: complete enough for
// check to find its own mistakes in the same run, not for emitting.
func Resolve(r *load.Result) (*model.Program, []diag.Diagnostic) {
	return Merge(Each(r))
}

// A Unit is what one package says by itself.
type Unit struct {
	Path        string
	Package     *model.Package // nil when it asks for nothing and has no generated file
	Main        *model.Main    // nil when it is no program
	Diagnostics []diag.Diagnostic
	// Unknown are declarations whose type cannot be determined, worth telling when nothing else is wrong anywhere.
	Unknown []diag.Diagnostic
}

// Each resolves the packages that the patterns name, several at a time, and
// returns them by import path.
func Each(r *load.Result) []*Unit {
	roots := slices.SortedFunc(slices.Values(r.Packages), func(a, b *load.Package) int { return strings.Compare(a.Path, b.Path) })
	out := make([]*Unit, len(roots))
	x := newIndex(r)
	var wg sync.WaitGroup
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i, lp := range roots {
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			out[i] = resolveUnit(r, x, lp)
		})
	}
	wg.Wait()
	return out
}

func resolveUnit(r *load.Result, x *index, lp *load.Package) *Unit {
	rs := &resolver{res: r, index: x}
	u := &Unit{Path: lp.Path}
	if (lp.Annotated() || len(lp.Outputs) > 0) && rs.endless(lp) {
		u.Diagnostics = rs.diags
		return u
	}
	if lp.Annotated() || len(lp.Outputs) > 0 {
		u.Package = rs.resolvePackage(lp)
		rs.linkImports(u.Package)
	}
	u.Main = rs.main(lp)
	found := rs.typeErrors()
	u.Diagnostics = diag.Sort(rs.diags)
	if !found && !rs.missingImports() {
		for _, pos := range rs.unknown {
			d := diag.Diagnostic{Pos: rs.pos(pos), Code: codeTypeError,
				Text: "the type of this declaration cannot be determined", Hint: "go build says more about it"}
			if name := cgoType(lp, pos); name != "" { // go build has nothing to say
				d.Text = name + " is known to cgo alone, so nothing here can be carried"
				d.Hint = "declare it with a Go type, and convert where C is called"
			}
			u.Unknown = append(u.Unknown, d)
		}
	}
	return u
}

// cgoType is the name C.x in the declaration at pos; "" for none.
func cgoType(lp *load.Package, pos token.Pos) (name string) {
	for _, f := range lp.Files {
		if pos < f.Syntax.FileStart || pos > f.Syntax.FileEnd {
			continue
		}
		ast.Inspect(f.Syntax, func(n ast.Node) bool {
			if n == nil || name != "" {
				return false
			}
			_, isFile := n.(*ast.File)
			field, isField := n.(*ast.Field)
			if !isField {
				return isFile || n.Pos() <= pos && pos <= n.End()
			}
			if pos < field.Pos() || pos > field.End() {
				return false
			}
			for n := range ast.Preorder(field.Type) {
				if sel, ok := n.(*ast.SelectorExpr); ok && name == "" {
					if x, ok := sel.X.(*ast.Ident); ok && x.Name == "C" {
						name = "C." + sel.Sel.Name
					}
				}
			}
			return name == ""
		})
	}
	return name
}

// Merge makes the program of all units.
func Merge(units []*Unit) (*model.Program, []diag.Diagnostic) {
	prog := &model.Program{}
	var ds, unknown []diag.Diagnostic
	for _, u := range units {
		if u.Package != nil {
			prog.Packages = append(prog.Packages, u.Package)
		}
		if u.Main != nil {
			prog.Mains = append(prog.Mains, *u.Main)
		}
		ds = append(ds, u.Diagnostics...)
		unknown = append(unknown, u.Unknown...)
	}
	if !diag.HasErrors(ds) {
		ds = append(ds, unknown...)
	}
	return prog, diag.Sort(ds)
}

type resolver struct {
	res      *load.Result
	index    *index
	diags    []diag.Diagnostic
	ranges   []span // where a type error stops us
	unknown  []token.Pos
	maps     map[*load.Package]*syntaxMap
	powerful map[*load.Package][]*ast.Ident
}

type span struct{ from, to token.Pos }

// pkgResolver resolves one package.
type pkgResolver struct {
	*resolver
	lp  *load.Package
	out *model.Package
	// codecs are the struct types met so far, by the key of model.Ref.Struct.
	codecs   map[string]*model.Type
	walked   map[walk]bool
	order    []string                                     // of first completion: dependencies before dependents
	unnamed  []unnamed                                    // in the order in which they were met
	hint     string                                       // "OrderShipping": owner and field of the member that is resolved
	embedded map[string]bool                              // structs whose fields were reported where a component embeds them
	written  map[*types.TypeName]map[*types.Var]token.Pos // per component
}

// A walk is what was, or is being, looked at of a struct: what is allowed in settings differs.
type walk struct {
	codec    string
	settings bool
}

func (rs *resolver) resolvePackage(lp *load.Package) *model.Package {
	p := &pkgResolver{resolver: rs, lp: lp, codecs: map[string]*model.Type{}, walked: map[walk]bool{}, embedded: map[string]bool{}, out: &model.Package{
		Path: lp.Path, Name: lp.Name, Dir: lp.Dir, ModulePath: lp.ModulePath, WireUsed: lp.WireUsed,
		Imported: map[string]string{}, ScopePos: map[string]token.Position{},
	}}
	for _, f := range lp.Files {
		if len(f.Marks) > 0 {
			p.out.Files = append(p.out.Files, baseName(f.Name))
		}
	}
	slices.Sort(p.out.Files)
	if lp.Types == nil {
		return p.out
	}
	p.scope()
	var components []*componentMark
	for _, f := range lp.Files {
		for _, m := range f.Marks {
			spec, _ := m.Decl.(*ast.TypeSpec)
			switch m.Name {
			case "contract":
				p.contract(m, spec)
			case "config":
				p.config(m, spec)
			case "event":
				p.event(m, spec)
			case "oneof":
				p.oneof(m, spec)
			case "component":
				components = append(components, &componentMark{mark: m, spec: spec})
			}
		}
	}
	for _, c := range components {
		p.component(c)
	}
	p.foreignEvents()
	p.strayMarks()
	p.strayTags()
	p.powers()
	p.finishTypes()
	return p.out
}

// scope lists what the package declares by hand.
func (p *pkgResolver) scope() {
	s := p.lp.Types.Scope()
	for _, name := range s.Names() {
		obj := s.Lookup(name)
		if p.res.IsStub(obj.Pos()) {
			continue
		}
		p.out.Scope = append(p.out.Scope, name)
		p.out.ScopePos[name] = p.pos(obj.Pos())
	}
	for name, pos := range p.lp.TestIdents {
		if _, taken := p.out.ScopePos[name]; !taken && name != "_" {
			p.out.Scope = append(p.out.Scope, name)
			p.out.ScopePos[name] = p.pos(pos)
		}
	}
	slices.Sort(p.out.Scope)
	for _, f := range p.lp.Files {
		for _, imp := range f.Syntax.Imports {
			if imp.Name != nil && imp.Name.Name == "." {
				p.report("SIG207", imp.Pos(), "write the import with a name",
					"a package with directives has a dot import, so a generated name could be taken for an imported one")
			}
		}
	}
}

// linkImports fills in which annotated packages p imports.
func (rs *resolver) linkImports(p *model.Package) {
	for _, imp := range rs.res.Source(p.Path).Imports {
		if imp.Annotated() && !slices.Contains(p.Imports, imp.Path) {
			p.Imports = append(p.Imports, imp.Path)
		}
	}
	slices.Sort(p.Imports)
}

// report adds an error at pos.
func (rs *resolver) report(code string, pos token.Pos, hint, format string, args ...any) *diag.Diagnostic {
	rs.diags = append(rs.diags, diag.Diagnostic{Pos: rs.pos(pos), Code: code, Text: fmt.Sprintf(format, args...), Hint: hint})
	return &rs.diags[len(rs.diags)-1]
}

func (rs *resolver) pos(p token.Pos) token.Position {
	pos := rs.res.Fset.Position(p)
	pos.Offset = 0 // equal places compare equal, whoever computed them
	return pos
}

func (rs *resolver) relate(d *diag.Diagnostic, pos token.Pos, text string) {
	if pos.IsValid() {
		d.Related = append(d.Related, diag.Related{Pos: rs.pos(pos), Text: text})
	}
}

// needs marks source text in which a type error stops us.
func (rs *resolver) needs(from, to token.Pos) { rs.ranges = append(rs.ranges, span{from, to}) }

const codeTypeError = "SIG002"

// typeErrors reports the type errors that lie where types were needed, and whether
// there were any. All others are somebody's unfinished business: the compiler will speak of them.
func (rs *resolver) typeErrors() (found bool) {
	for _, lp := range rs.res.SourcePackages() {
		for _, e := range lp.Errors {
			for _, s := range rs.ranges {
				if s.from <= e.Pos && e.Pos <= s.to {
					if !strings.HasPrefix(e.Msg, "could not import ") {
						rs.report(codeTypeError, e.Pos, "sigen needs the types of this declaration", "%s", oneLine(e.Msg))
					}
					found = true
					break
				}
			}
		}
	}
	return found
}

// missingImports reports whether load has told of an import that is not there: what is unknown is unknown because of it.
func (rs *resolver) missingImports() bool {
	for _, lp := range rs.res.SourcePackages() {
		if lp.Root && lp.Annotated() && slices.ContainsFunc(lp.Errors, func(e types.Error) bool { return strings.HasPrefix(e.Msg, "could not import ") }) {
			return true
		}
	}
	return false
}

func oneLine(s string) string {
	s, _, _ = strings.Cut(strings.TrimSpace(s), "\n")
	return s
}

func baseName(file string) string { return file[strings.LastIndexAny(file, `/\`)+1:] }

// docText is a doc comment without its directives.
func docText(groups ...*ast.CommentGroup) string {
	for _, g := range groups {
		if g != nil {
			return strings.TrimSpace(g.Text())
		}
	}
	return ""
}

// typeDoc is the doc comment of a type, which a single declaration keeps at its keyword.
func (p *pkgResolver) typeDoc(f *load.File, spec *ast.TypeSpec) string {
	if spec.Doc != nil {
		return docText(spec.Doc)
	}
	for _, d := range f.Syntax.Decls {
		if g, ok := d.(*ast.GenDecl); ok && !g.Lparen.IsValid() && len(g.Specs) == 1 && g.Specs[0] == spec {
			return docText(g.Doc)
		}
	}
	return ""
}

func (p *pkgResolver) typeName(spec *ast.TypeSpec) *types.TypeName {
	obj, _ := p.lp.Info.Defs[spec.Name].(*types.TypeName)
	return obj
}
