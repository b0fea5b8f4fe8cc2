package resolve

import (
	"cmp"
	"go/ast"
	"go/types"
	"slices"
	"sync"

	"github.com/sigen-dev/sigen/gen/internal/load"
)

// An index finds directives by the type that they stand on, in every package
// whose source is at hand. It is safe for concurrent use.
type index struct {
	mu         sync.RWMutex // guards the maps: packages of other modules come as they are asked for
	res        *load.Result
	contracts  map[string]*typeMark
	configs    map[string]*typeMark
	events     map[string]*typeMark
	oneofs     map[string]*typeMark
	components map[string]*typeMark
	read       map[string]bool
}

// A typeMark is a directive on a type.
type typeMark struct {
	mark *load.Mark
	spec *ast.TypeSpec
	pkg  *load.Package
}

func newIndex(r *load.Result) *index {
	x := &index{res: r, contracts: map[string]*typeMark{}, configs: map[string]*typeMark{}, events: map[string]*typeMark{}, oneofs: map[string]*typeMark{},
		components: map[string]*typeMark{}, read: map[string]bool{}}
	for _, p := range r.SourcePackages() {
		x.add(p)
	}
	return x
}

func (x *index) add(p *load.Package) {
	x.read[p.Path] = true
	for _, f := range p.Files {
		for _, m := range f.Marks {
			spec, ok := m.Decl.(*ast.TypeSpec)
			if !ok {
				continue
			}
			into := map[string]map[string]*typeMark{"contract": x.contracts, "config": x.configs, "event": x.events, "oneof": x.oneofs, "component": x.components}[m.Name]
			if into != nil {
				into[p.Path+"."+spec.Name.Name] = &typeMark{m, spec, p}
			}
		}
	}
}

// component reports whether a component of that name is declared in a package.
func (x *index) component(path, name string) bool {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.components[path+"."+name] != nil
}

// componentsOf are the components of one package, reading its source if need be.
func (x *index) componentsOf(path string) []*typeMark {
	x.ensure(path)
	x.mu.RLock()
	defer x.mu.RUnlock()
	return marksOf(x.components, path)
}

// eventsOf are the events of one package, in source order.
func (x *index) eventsOf(path string) []*typeMark {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return marksOf(x.events, path)
}

func marksOf(in map[string]*typeMark, path string) []*typeMark {
	var out []*typeMark
	for _, tm := range in {
		if tm.pkg.Path == path {
			out = append(out, tm)
		}
	}
	slices.SortFunc(out, func(a, b *typeMark) int { return cmp.Compare(a.mark.Pos, b.mark.Pos) })
	return out
}

// find looks a named type up, reading the source of another module's package when it is the first time.
func (x *index) find(in map[string]*typeMark, obj *types.TypeName) *typeMark {
	if obj == nil || obj.Pkg() == nil {
		return nil
	}
	x.ensure(obj.Pkg().Path())
	x.mu.RLock()
	defer x.mu.RUnlock()
	return in[obj.Pkg().Path()+"."+obj.Name()]
}

// route is the name of a contract, which calls are routed by; "" when its source is not at hand.
func (x *index) route(path, contract string) string {
	x.ensure(path)
	x.mu.RLock()
	defer x.mu.RUnlock()
	tm := x.contracts[path+"."+contract]
	if tm == nil {
		return ""
	}
	return cmp.Or(tm.mark.Value("name"), kebab(contract))
}

func (x *index) ensure(path string) {
	x.mu.RLock()
	read := x.read[path]
	x.mu.RUnlock()
	if read {
		return
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.read[path] {
		return
	}
	x.read[path] = true
	if p := x.res.External(path); p != nil {
		x.add(p)
	}
}

// predicted says what the identifier is, if sigen generates it.
func (x *index) predicted(obj types.Object) (load.Predicted, bool) {
	if obj == nil || obj.Pkg() == nil {
		return load.Predicted{}, false
	}
	p := x.res.Source(obj.Pkg().Path())
	if p == nil {
		p = x.res.External(obj.Pkg().Path())
	}
	if p == nil {
		return load.Predicted{}, false
	}
	pr, ok := p.Predicted[obj.Name()]
	return pr, ok
}
