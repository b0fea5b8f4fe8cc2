package deep

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/packages"
	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/types/typeutil"
)

// VTA follows values from where they are made to where they are called, through variables, fields,
// elements, channels, parameters and results. What it misses are values that get somewhere by other
// means. Instead of following those, every function and interface type of which a
// value may have come that way is tainted, and no call through such a type is resolved:
//
//   - the empty interface, which reflection, recover, sync.Pool, atomic.Value and more hand out;
//   - whatever an interface of a tainted type is asserted or converted to;
//   - what memory holds that is converted to or from unsafe.Pointer;
//   - what reflection may set: what can be reached by exported fields, elements and pointers
//     from a value that becomes an interface;
//   - what reflection may call functions and methods with, if something in the program does that;
//   - what goes into and comes out of functions without a body, and what linkname and assembly name;
//   - what is inside of structs that are converted to another type, which VTA keeps apart.
//
// The runtime itself is left out: it is the implementation of the language.
type taint struct {
	std     func(string) bool
	types   typeutil.Map // types.Type -> true
	edges   []edge       // a value of one type becomes one of another
	seen    [walks]typeutil.Map
	linked  map[string]string // variables that a package names which does not declare them, and that package
	boxed   typeutil.Map      // types that become interfaces
	calls   bool              // something calls functions by reflection
	methods bool              // something gets methods by reflection
}

type edge struct{ from, to types.Type }

// The ways to walk a type.
const (
	whole   = iota // all that can be reached
	peeled         // the type itself and what pointers to it point to
	set            // what reflection can set, of a value that cannot be set itself
	settled        // the same, of memory
	walks
)

func newTaint(std func(string) bool) *taint { return &taint{std: std, linked: map[string]string{}} }

// has reports whether a value of t, an interface or a function, may have come unseen.
func (t *taint) has(typ types.Type) bool { return t.types.At(types.Unalias(typ)) != nil }

func (t *taint) mark(typ types.Type) { t.types.Set(types.Unalias(typ), true) }

// collect looks at all instructions and directives, then follows conversions until nothing is new.
func (t *taint) collect(funcs map[*ssa.Function]bool, loaded []*packages.Package) {
	t.mark(types.Universe.Lookup("any").Type())
	t.mark(types.NewInterfaceType(nil, nil))
	for f := range funcs {
		if generic(f) || runtimePackage(f) {
			continue
		}
		t.function(f)
	}
	t.symbols(loaded)
	for _, b := range t.boxed.Keys() { // now that it is known what is done by reflection
		t.walk(b, set)
	}
	for again := true; again; {
		again = false
		rest := t.edges[:0]
		for _, e := range t.edges {
			if !t.has(e.from) {
				rest = append(rest, e)
				continue
			}
			t.walk(e.to, peeled)
			again = true
		}
		t.edges = rest
	}
}

// runtimePackage reports whether a function belongs to the implementation of the language.
func runtimePackage(f *ssa.Function) bool {
	for f.Parent() != nil {
		f = f.Parent()
	}
	if f.Pkg == nil {
		return false
	}
	path := f.Pkg.Pkg.Path()
	return path == "runtime" || strings.HasPrefix(path, "internal/runtime/") || strings.HasPrefix(path, "runtime/internal/")
}

func (t *taint) function(f *ssa.Function) {
	if f.Blocks == nil && f.Synthetic == "" {
		t.extern(f)
		return
	}
	for _, b := range f.Blocks {
		for _, in := range b.Instrs {
			t.instr(f, in)
		}
	}
}

// extern is a function whose body is not Go, or lies elsewhere.
func (t *taint) extern(f *ssa.Function) {
	for v := range f.Signature.Results().Variables() {
		t.walk(v.Type(), whole)
	}
	inStd := f.Pkg != nil && t.std(f.Pkg.Pkg.Path())
	for v := range f.Signature.Params().Variables() {
		if !inStd {
			t.walk(v.Type(), whole)
		}
		if s, ok := v.Type().Underlying().(*types.Signature); ok { // it may call it
			for w := range s.Params().Variables() {
				t.walk(w.Type(), whole)
			}
		}
	}
}

func (t *taint) instr(f *ssa.Function, in ssa.Instruction) {
	switch in := in.(type) {
	case *ssa.Convert:
		t.pointer(f, in.X.Type(), in.Type())
		t.pointer(f, in.Type(), in.X.Type())
	case *ssa.MultiConvert:
		t.walk(in.X.Type(), whole)
		t.walk(in.Type(), whole)
	case *ssa.MakeInterface:
		t.boxed.Set(types.Unalias(in.X.Type()), true)
	case *ssa.ChangeInterface:
		t.edges = append(t.edges, edge{in.X.Type(), in.Type()})
	case *ssa.TypeAssert:
		t.edges = append(t.edges, edge{in.X.Type(), in.AssertedType})
	case *ssa.ChangeType:
		t.changed(in.X.Type(), in.Type())
	case ssa.CallInstruction:
		t.called(f, in.Common())
	}
}

// pointer is a conversion of which one side may be an unsafe.Pointer.
func (t *taint) pointer(f *ssa.Function, unsafe, other types.Type) {
	if b, ok := unsafe.Underlying().(*types.Basic); !ok || b.Kind() != types.UnsafePointer {
		return
	}
	if typedCell(f) {
		t.walk(other, peeled)
		return
	}
	t.walk(other, whole)
}

// typedCell reports whether a function is a method of atomic.Pointer: what it hands out as a
// pointer to one type was put in as a pointer to that type.
func typedCell(f *ssa.Function) bool {
	r := f.Signature.Recv()
	if r == nil {
		return false
	}
	n := namedOf(r.Type())
	return n != nil && n.Obj().Name() == "Pointer" && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == "sync/atomic"
}

// changed is a conversion between types with the same underlying one.
func (t *taint) changed(from, to types.Type) {
	switch from.Underlying().(type) {
	case *types.Interface, *types.Signature:
		t.edges = append(t.edges, edge{from, to})
		return
	}
	for {
		x, ok := from.Underlying().(*types.Pointer)
		y, ok2 := to.Underlying().(*types.Pointer)
		if !ok || !ok2 {
			break
		}
		from, to = x.Elem(), y.Elem()
	}
	if types.Identical(from, to) {
		return
	}
	switch from.Underlying().(type) {
	case *types.Slice, *types.Map, *types.Chan, *types.Basic: // their elements have the same type before and after
		return
	}
	t.walk(from, whole)
	t.walk(to, whole)
}

// called looks at what uses reflection to call.
func (t *taint) called(f *ssa.Function, c *ssa.CallCommon) {
	name, pkg := "", ""
	if c.IsInvoke() {
		if n := namedOf(c.Value.Type()); n != nil && n.Obj().Pkg() != nil {
			name, pkg = c.Method.Name(), n.Obj().Pkg().Path()
		}
	} else if g := c.StaticCallee(); g != nil && g.Pkg != nil {
		name, pkg = g.Name(), g.Pkg.Pkg.Path()
	}
	if pkg == "runtime" && name == "SetFinalizer" {
		t.finalizer(c)
		return
	}
	if pkg != "reflect" || f.Pkg != nil && f.Pkg.Pkg.Path() == "reflect" {
		return
	}
	switch name {
	case "Call", "CallSlice":
		t.calls = true
	case "Method", "MethodByName":
		t.methods = true
	}
}

// finalizer is a call of SetFinalizer: the runtime calls a function with the object, as the type that it takes.
func (t *taint) finalizer(c *ssa.CallCommon) {
	mi, ok := c.Args[1].(*ssa.MakeInterface)
	if !ok {
		t.calls = true
		return
	}
	if s, ok := mi.X.Type().Underlying().(*types.Signature); ok {
		for v := range s.Params().Variables() {
			t.walk(v.Type(), peeled)
		}
	}
}

// exported taints what the methods of a type are called with, and what they hand out, if
// something in the program gets at methods by reflection.
func (t *taint) exported(typ types.Type) {
	if _, iface := typ.Underlying().(*types.Interface); iface || !t.methods {
		return
	}
	if _, ptr := typ.Underlying().(*types.Pointer); !ptr {
		typ = types.NewPointer(typ)
	}
	for m := range types.NewMethodSet(typ).Methods() {
		f, ok := m.Obj().(*types.Func)
		if !ok || !f.Exported() {
			continue
		}
		for v := range f.Signature().Params().Variables() {
			t.walk(v.Type(), whole)
		}
		for v := range f.Signature().Results().Variables() {
			t.walk(v.Type(), settled)
		}
	}
}

// walk taints the functions and interfaces of a type, as far as how says.
func (t *taint) walk(typ types.Type, how int) {
	typ = types.Unalias(typ)
	if t.seen[how].At(typ) != nil {
		return
	}
	t.seen[how].Set(typ, true)
	if how >= set {
		t.exported(typ)
	}
	switch u := typ.Underlying().(type) {
	case *types.Interface:
		if how != set {
			t.mark(typ)
		}
	case *types.Signature:
		if how != set {
			t.mark(typ)
		}
		if how >= set && t.calls {
			for v := range u.Params().Variables() {
				t.walk(v.Type(), whole)
			}
			for v := range u.Results().Variables() {
				t.walk(v.Type(), settled)
			}
		}
	case *types.Pointer:
		t.walk(u.Elem(), inside(how))
	case *types.Slice:
		if how != peeled {
			t.walk(u.Elem(), inside(how))
		}
	case *types.Chan:
		if how != peeled {
			t.walk(u.Elem(), inside(how))
		}
	case *types.Map:
		if how != peeled {
			t.walk(u.Key(), inside(how))
			t.walk(u.Elem(), inside(how))
		}
	case *types.Array:
		if how != peeled {
			t.walk(u.Elem(), how)
		}
	case *types.Struct:
		if how == peeled {
			return
		}
		for f := range u.Fields() {
			if how == whole || f.Exported() || f.Embedded() {
				t.walk(f.Type(), how)
			}
		}
	case *types.Tuple:
		for v := range u.Variables() {
			t.walk(v.Type(), how)
		}
	}
}

// inside is how to go on behind a pointer or in a container: there reflection can set.
func inside(how int) int {
	if how == set {
		return settled
	}
	return how
}
