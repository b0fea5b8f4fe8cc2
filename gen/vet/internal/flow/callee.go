package flow

import (
	"go/constant"
	"go/token"
	"go/types"
	"maps"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/sigen-dev/sigen/gen/vet/internal/facts"
)

// builtin is a call of a predeclared function.
func (u *unit) builtin(s *site, b *ssa.Builtin) {
	all, d := u.everything(s)
	switch b.Name() {
	case "append":
		u.appended(s)
	case "copy":
		c, cd := u.load(s.sets[1], elemType(s.args[1].Type()))
		for i := range s.sets[0].all {
			u.into(i, c, cd|s.data[1])
		}
		u.writeTo(s.in, s.sets[0], s.args[0], nil, "copies into")
		if u.final {
			u.storedIn(s.in, s.sets[0], c, cd|s.data[1], elemType(s.args[0].Type()))
			u.hoards(s.sets[0], c, cd|s.data[1], elemType(s.args[0].Type()))
		}
		u.result(s, -1, nil, d)
	case "delete", "clear":
		u.writeTo(s.in, s.sets[0], s.args[0], nil, "deletes from")
		if len(s.args) > 1 { // what is left says which key it was
			for i := range s.sets[0].all {
				u.into(i, nil, s.data[1])
			}
		}
		if u.final && len(s.args) > 1 {
			u.flowTo(s.sets[0], nil, s.data[1], u.p.position(u.pos(s.in)))
		}
	case "close":
		u.writeTo(s.in, s.sets[0], s.args[0], nil, "closes")
	case "recover":
		u.recovered(s)
	case "print", "println":
		if u.final {
			u.effect(effectStdWrite, u.pos(s.in), b.Name(), "calls "+b.Name()+", which writes to standard error")
		}
	case "len", "cap", "min", "max", "real", "imag", "complex":
		u.result(s, -1, all, d)
	default: // unsafe's, and the checks that ssa inserts
		u.result(s, -1, all, d)
	}
}

// elemOf is the type of what a slice or map holds.
func elemOf(t types.Type) types.Type {
	switch t := t.Underlying().(type) {
	case *types.Slice:
		return t.Elem()
	case *types.Map:
		return types.NewTuple(types.NewVar(token.NoPos, nil, "", t.Key()), types.NewVar(token.NoPos, nil, "", t.Elem()))
	}
	return t
}

// retypedElem drops what a container of such elements cannot hold.
func (u *unit) retypedElem(s set, t types.Type) set {
	if !u.p.types.reaches(t) {
		return nil
	}
	return s
}

func elemType(t types.Type) types.Type {
	if s, ok := t.Underlying().(*types.Slice); ok {
		return s.Elem()
	}
	return t
}

// appended is append: it writes behind the length of what it is given, unless that has no room.
func (u *unit) appended(s *site) {
	var more set
	var md uint64
	if len(s.args) > 1 {
		more, md = u.load(s.sets[1], elemType(s.args[1].Type()))
		md |= s.data[1]
	}
	m := u.made(s, more, md, false)
	if clipped(s.args[0]) {
		c, cd := u.load(s.sets[0], elemType(s.args[0].Type()))
		for i := range m.all {
			u.into(i, c, cd|s.data[0])
		}
		u.result(s, -1, m, md|s.data[0])
		return
	}
	for i := range s.sets[0].all {
		u.into(i, more, md)
	}
	u.writeTo(s.in, s.sets[0], s.args[0], nil, "appends to")
	if u.final {
		u.storedIn(s.in, s.sets[0], more, md, elemType(s.args[0].Type()))
		u.hoards(s.sets[0], more, md, elemType(s.args[0].Type()))
	}
	m.union(s.sets[0])
	u.result(s, -1, m, md|s.data[0])
}

// clipped reports whether a slice has no room behind its length: s[:n:n], slices.Clip(s).
func clipped(v ssa.Value) bool {
	switch v := v.(type) {
	case *ssa.Slice:
		return v.Max != nil && v.High != nil && sameLength(v.High, v.Max)
	case *ssa.Call:
		f := v.Common().StaticCallee()
		if f == nil {
			return false
		}
		if o := f.Origin(); o != nil {
			f = o
		}
		return f.Pkg != nil && f.Pkg.Pkg.Path() == "slices" && f.Name() == "Clip"
	}
	return false
}

func sameLength(a, b ssa.Value) bool {
	if a == b {
		return true
	}
	if x, ok := a.(*ssa.Const); ok {
		y, ok := b.(*ssa.Const)
		return ok && constant.Compare(x.Value, token.EQL, y.Value)
	}
	x, ok := a.(*ssa.Call)
	y, ok2 := b.(*ssa.Call)
	if !ok || !ok2 || len(x.Call.Args) != 1 || len(y.Call.Args) != 1 {
		return false
	}
	bx, ok := x.Call.Value.(*ssa.Builtin)
	by, ok2 := y.Call.Value.(*ssa.Builtin)
	return ok && ok2 && bx.Name() == "len" && by.Name() == "len" && sameRead(x.Call.Args[0], y.Call.Args[0])
}

// sameRead reports whether two values are the same, or read from the same variable.
func sameRead(a, b ssa.Value) bool {
	if a == b {
		return true
	}
	x, ok := a.(*ssa.UnOp)
	y, ok2 := b.(*ssa.UnOp)
	return ok && ok2 && x.Op == y.Op && sameAddr(x.X, y.X)
}

func sameAddr(a, b ssa.Value) bool {
	if a == b {
		return true
	}
	x, ok := a.(*ssa.FieldAddr)
	y, ok2 := b.(*ssa.FieldAddr)
	return ok && ok2 && x.Field == y.Field && sameRead(x.X, y.X)
}

// invoke is a call through an interface.
func (u *unit) invoke(s *site, c *ssa.CallCommon) {
	if n := named(c.Value.Type()); n != nil && n.Obj().Pkg() != nil && trustBase(n.Obj().Pkg().Path()) {
		if u.final {
			u.out.Invokes = append(u.out.Invokes, c.Method.Name())
		}
		u.handleCall(s, c.Method)
		return
	}
	if known := u.resolved(s); known != nil {
		u.callEach(s, known, u.dataOf(c.Value))
		return
	}
	u.invoked(s, c.Value.Type(), c.Method)
}

// invoked is a call of a method of whatever is in an interface of some type, the first argument.
func (u *unit) invoked(s *site, t types.Type, m *types.Func) {
	iface, method := key(t), m.Name()
	if len(s.args) > 0 && !types.IsInterface(s.args[0].Type()) { // it is embedded there, at some depth
		s.sets[0] = u.reach(s.sets[0])
	}
	if u.final {
		u.out.Invokes = append(u.out.Invokes, method)
	}
	all, d := u.everything(s)
	if iface == "context.Context" && (method == "Done" || method == "Err") { // that it is over is no value
		if method == "Done" {
			all = nil
		}
		all.union(u.made(s, nil, 0, true))
		u.result(s, -1, all, 0)
		return
	}
	if iface == "context.Context" && method == "Value" {
		all.union(u.made(s, all, d, true))
		u.result(s, -1, all, d)
		return
	}
	if name := m.FullName(); u.p.types.std.Func(name).Shared {
		u.everybodys(s, name)
		return
	}
	if u.p.types.std.Pure(iface, method) {
		u.dispatch(s, method) // what implements it need not keep to that
		if u.final {
			u.mayCall(s.in, s.sets[0], method, u.controlled())
			for n := 1; n < len(s.args); n++ {
				u.flowsCalled(s, 0, n, method)
			}
		}
		u.calledBack(s, map[string]bool{method: true})
		for i := range u.reach(s.sets[0]).all {
			if g := u.elems[i].global; g != nil {
				u.calledGlobal(s, g) // what the library made of functions calls them
			}
		}
		out, od := u.feed(s, all, all, d)
		all.union(out)
		all.union(u.made(s, all, d, false))
		u.result(s, -1, all, d|od)
		return
	}
	known := u.dispatch(s, method)
	if !known {
		u.blurred(s.in, s.sets)
		if u.final && u.p.asked(t) { // that it is called says something too
			u.calledMethod(s.in, s.sets[0], nil, 0, facts.Label{Name: method, Iface: iface}, u.p.position(u.pos(s.in)), "")
		}
	}
	for i, a := range s.args {
		if isContext(a.Type()) && i > 0 && u.p.asked(t) && u.final { // a method may keep what it carries
			u.calledMethod(s.in, s.sets[0], s.sets[i], u.beside(s.data[i]), facts.Label{Name: method, Iface: iface}, u.p.position(u.pos(s.in)), facts.Context)
		}
		if known && i == 0 || isContext(a.Type()) {
			continue
		}
		if n := named(t); i == 0 && n != nil && n.Obj().Pkg() != nil && u.p.types.std.Std(n.Obj().Pkg().Path()) {
			u.writeAny(s.in, s.sets[i], a, "calls "+iface+"."+method+", which writes")
			continue
		}
		if i > 0 || !u.p.asked(t) {
			u.writeQuiet(s.in, s.sets[i], a)
		} else {
			u.writeUnsaid(s.in, s.sets[i], a, facts.Label{Iface: iface, Name: method})
		}
		if u.final {
			verb := "hands to method " + method + " of an interface, which may be any, "
			if i == 0 {
				verb = "calls method " + method + " of an interface that may be any, on "
			}
			u.escapes(s.in, s.sets[i], verb)
		}
		if i > 0 {
			u.given(s, i, t, m)
		}
	}
	out, od := u.feed(s, all, all, d)
	all.union(out)
	all.union(u.made(s, all, d, true))
	u.result(s, -1, all, d|od)
}

// dispatch applies the methods of the types that are known to be in the interface, when
// that is package-level memory. It reports whether all were known.
func (u *unit) dispatch(s *site, method string) bool {
	known, inside := true, map[string]bool{}
	for i := range s.sets[0].all {
		e := u.elems[i]
		switch e.kind {
		case elemGlobal:
			known = known && e.global.Known
			for _, d := range e.global.Dyns {
				inside[d] = true
			}
		case elemDyn:
			inside[e.dyn] = true
		case elemFunc:
		case elemAlloc: // what a known function or this one made: the types of that are among the tags
			known = known && !e.opaque
		default:
			known = false
		}
	}
	for _, d := range slices.Sorted(maps.Keys(inside)) {
		f := (*facts.Func)(nil)
		if t := u.p.typeFacts(d); t != nil {
			f = u.p.summary(t.Methods[method])
		}
		if f == nil {
			known = false
			continue
		}
		u.apply(s, f)
		if u.final {
			u.out.Calls = append(u.out.Calls, facts.Call{Callee: f.Name, Pos: u.p.position(u.pos(s.in))})
		}
	}
	return known && len(inside) > 0
}

// locks reports whether a method is that of a lock, which by itself keeps nothing.
func locks(name string) bool {
	switch name {
	case "(*sync.Mutex).Lock", "(*sync.Mutex).Unlock", "(*sync.RWMutex).Lock", "(*sync.RWMutex).Unlock", "(*sync.RWMutex).RLock", "(*sync.RWMutex).RUnlock":
		return true
	}
	return false
}

// stdCall is a call into the standard library.
func (u *unit) stdCall(s *site, name string, obj *types.Func) {
	all, d := u.everything(s)
	if locks(name) {
		u.touched(s.sets[0], s.args[0])
		return
	}
	switch name {
	case "(*sync.Once).Do":
		u.touched(s.sets[0], s.args[0])
		u.feed(s, all, nil, s.data[0]) // what the function writes is looked at there
		u.tellsFirst(s)
		return
	case "sync.OnceFunc", "sync.OnceValue", "sync.OnceValues":
		u.once(s)
		return
	case "errors.New":
		u.result(s, -1, nil, d)
		return
	case "log/slog.NewTextHandler", "log/slog.NewJSONHandler":
		s.sets[1] = u.copiedOptions(s.sets[1])
		all, d = u.everything(s)
	case "text/template.Must", "html/template.Must": // the error is gone
		u.result(s, -1, s.sets[0], d)
		return
	case "fmt.Errorf":
		if u.final {
			for n, a := range s.args {
				u.mayCall(s.in, s.sets[n], facts.AnyMethod, u.controlled()|u.dataOf(a))
			}
		}
		// What it wraps, errors.As finds again. What is made here matters where it is for all: in a variable's initialiser.
		var wrapped set
		initialiser := u.top.Synthetic == "package initializer"
		for i := range all.all {
			if k := u.elems[i].kind; k != elemAlloc || initialiser {
				wrapped.add(i)
			}
		}
		if initialiser { // it holds a slice of what it wraps
			wrapped.union(u.made(s, nil, d, false))
		}
		u.result(s, -1, wrapped, d)
		return
	case "(*sync.WaitGroup).Go", errgroupGo, errgroupTryGo:
		if u.final && !joined(s.in) {
			u.effect(effectGo, u.pos(s.in), "", "starts a goroutine that nothing waits for")
		}
	}
	if u.sorted(s, name) {
		return
	}
	u.calledBack(s, libraryMethods(obj))
	u.printed(s, libraryMethods(obj), d)
	u.calledInside(s)
	for i, a := range s.args {
		if u.p.types.callable(a.Type()) {
			u.calledArg(s, s.sets[i])
		}
	}
	sum := u.p.librarySummary(name)
	if sum.Shared {
		u.everybodys(s, name)
		return
	}
	writes := sum.Writes
	if !sum.Known {
		writes = ^uint64(0)
	}
	out, od := u.feed(s, all, all, d) // what functions return or yield may be kept, too
	for i := range s.args {
		if writes&(1<<min(i, 63)) == 0 || isContext(s.args[i].Type()) {
			continue
		}
		if _, ok := s.args[i].Type().Underlying().(*types.Signature); ok {
			continue
		}
		if !sum.Known && i > 0 && obj != nil && u.p.types.frozen(key(s.args[i].Type())) {
			continue // only methods of such a type change it
		}
		target := s.sets[i]
		if u.p.types.owning(s.args[i].Type()) {
			target = u.shared(target, s.args[i].Type()) // of a copy, too
		}
		if name != "errors.As" && u.wraps(s.args[i].Type()) { // that sets a variable, and nothing behind it
			target = u.reach(target)
		}
		u.writeAny(s.in, target, s.args[i], "calls "+short(name)+", which writes")
		filled := s.sets[i]
		if _, ok := s.args[i].Type().Underlying().(*types.Slice); ok {
			filled = target // of variadic arguments, what they point to
		}
		if it, ok := s.args[i].Type().Underlying().(*types.Interface); ok && it.Empty() && name != "errors.As" {
			filled = target // of what is decoded, what lies inside of it
		}
		if name == "errors.As" { // Unwrap and As of the error may give anything
			for e := range filled.all {
				u.into(e, u.made(s, all, d, true), d)
			}
		}
		decoded := u.decoded(s.sets[i])
		for e := range filled.all {
			u.into(e, decoded, 0)
		}
		for j := range s.args {
			if j == i || isContext(s.args[j].Type()) || j < i && !sum.Known {
				continue
			}
			var kept set
			if !sum.Known || sum.Keeps {
				kept.union(s.sets[j])
				if _, ok := s.args[j].Type().Underlying().(*types.Signature); ok {
					kept.union(out)
				}
			}
			for e := range filled.all {
				u.into(e, u.reach(kept), s.data[j])
			}
			if u.final {
				u.storedIn(s.in, filled, kept, s.data[j], s.args[j].Type())
				u.hoards(filled, kept, s.data[j], s.args[j].Type())
			}
		}
	}
	var contents set
	switch {
	case sum.Copies:
		contents.union(out)
		if s.res != nil {
			var held set
			for i := range all.all {
				if k := u.elems[i].kind; k != elemFunc && k != elemDyn {
					held.add(i)
				}
			}
			c, _ := u.load(held, elemOf(s.res.Type()))
			contents.union(u.retypedElem(c, elemOf(s.res.Type())))
		}
		u.result(s, -1, u.made(s, contents, d, false), d|od)
		return
	case sum.Wraps:
		all.union(out)
		u.result(s, -1, u.made(s, all, d, true), d|od)
		return
	case !sum.Fresh:
		contents.union(all)
	}
	if s.res != nil && len(s.args) > 0 && types.Identical(s.res.Type(), s.args[0].Type()) && strings.HasPrefix(name, "(*math/big.") {
		u.result(s, -1, s.sets[0], d|od) // all that return such a pointer return the receiver
		return
	}
	contents.union(out)
	u.yields(s, contents, d, sum.Known && name != "errors.AsType")
	u.result(s, -1, contents, d|od)
}

// everybodys is a call of a function of the library that hands out what it hands out to all.
func (u *unit) everybodys(s *site, name string) {
	_, d := u.everything(s)
	var out set
	out.add(u.global(u.p.globalNamed(name), facts.Needs{Mutable: true}))
	u.result(s, -1, out, d)
}

type yieldKey struct {
	in ssa.Value
	n  int
}

// yields adds to each result of a call into the standard library what the library made for it. What is
// inside cannot be known if a function or an interface can be, or if nothing is known of the function called.
func (u *unit) yields(s *site, contents set, d uint64, known bool) {
	if s.res == nil {
		return
	}
	one := func(n int, t types.Type) {
		i := u.alloc(yieldKey{s.res, n})
		e := u.elems[i]
		var m set
		m.add(i)
		u.contain(e, contents)
		u.contain(e, m) // slices of slices lead to it at any depth
		e.data |= d
		e.opaque = e.opaque || !known || u.p.dynamic(t)
		u.result(s, n, m, d)
	}
	tuple, ok := s.res.Type().(*types.Tuple)
	if !ok {
		one(0, s.res.Type())
		return
	}
	var together set // what goes into the one comes out of the other: the ends of a pipe, a context and what cancels it
	for n := range tuple.Len() {
		one(n, tuple.At(n).Type())
		if t := tuple.At(n).Type(); u.p.types.reaches(t) && !types.Identical(t, types.Universe.Lookup("error").Type()) {
			together.add(u.alloc(yieldKey{s.res, n}))
		}
	}
	for i := range together.all {
		u.contain(u.elems[i], together)
	}
}

// wraps reports whether something behind a value of that type may be written that
// the value itself does not show: an interface, a type of somebody else's.
func (u *unit) wraps(t types.Type) bool {
	switch x := t.Underlying().(type) {
	case *types.Interface:
		return true
	case *types.Slice:
		return u.wraps(x.Elem())
	case *types.Pointer:
		n := named(t)
		return n != nil && n.Obj().Pkg() != nil && !u.p.types.std.Std(n.Obj().Pkg().Path())
	}
	return false
}

// decoded is what the methods by which values fill themselves put into them of their own accord.
func (u *unit) decoded(s set) set {
	var out set
	var todo []string
	for i := range u.reach(s).all {
		if e := u.elems[i]; e.kind == elemDyn {
			todo = append(todo, e.dyn)
		}
	}
	for seen := map[string]bool{}; len(todo) > 0; {
		d := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		t := u.p.typeFacts(d)
		if t == nil || seen[d] {
			continue
		}
		seen[d] = true
		todo = append(todo, t.Parts...)
		for _, m := range slices.Sorted(maps.Keys(t.Methods)) {
			f := u.p.summary(t.Methods[m])
			if f == nil || !Decodes(m) {
				continue
			}
			for _, fl := range f.Flows {
				if fl.From.Kind == facts.OfGlobal && fl.To.Kind == facts.OfParam && fl.To.N == 0 && !fl.Data {
					out.union(u.globalSet(fl.From))
				}
			}
		}
	}
	return out
}

// once is sync.OnceValue and its like: the function runs once, for all.
func (u *unit) once(s *site) {
	var out set
	for i := range s.sets[0].all {
		e := u.elems[i]
		if e.kind != elemFunc {
			out.union(u.made(s, s.sets[0], 0, true))
			continue
		}
		c := e.callee
		if e.fn != nil {
			c = u.innerCallee(e.fn)
		}
		if c.Captures {
			out.add(i)
			continue
		}
		c.Once = true
		i := u.callee(c, nil)
		u.contain(u.elems[i], e.contents) // what it returns
		out.add(i)
	}
	u.result(s, -1, out, s.data[0])
}

// tellsFirst notes that a once of the package runs a function that sets a variable of the
// caller's: whoever comes later finds it unset, and learns that somebody was there.
func (u *unit) tellsFirst(s *site) {
	if !u.final || len(s.args) < 2 {
		return
	}
	for i := range s.sets[1].all {
		f := u.elems[i].fn
		if f == nil {
			continue
		}
		for _, fv := range f.FreeVars {
			for _, r := range *fv.Referrers() {
				if st, ok := r.(*ssa.Store); ok && st.Addr == fv {
					u.writeTo(s.in, s.sets[0], s.args[0], nil, "tells who comes first by")
				}
			}
		}
	}
}

// calledBack applies the methods that the standard library calls by itself to what
// package-level variables hold in interfaces: those among Callbacks, and those named.
func (u *unit) calledBack(s *site, also map[string]bool) {
	if !u.final {
		return
	}
	methods := slices.Sorted(maps.Keys(also))
	for _, m := range Callbacks {
		if !also[m] {
			methods = append(methods, m)
		}
	}
	for n, a := range s.args {
		for i := range u.reach(s.sets[n]).all {
			e := u.elems[i]
			if e.kind != elemGlobal {
				continue
			}
			var one set
			one.add(i)
			for _, d := range e.global.Dyns {
				t := u.p.typeFacts(d)
				if t == nil {
					continue
				}
				for _, m := range methods {
					f := u.p.summary(t.Methods[m])
					if f == nil || Decodes(m) {
						continue
					}
					for _, w := range f.Writes {
						if w.Param == 0 {
							u.writeVia(s.in, one, a, "has method "+m+" called, which writes", w)
						}
					}
				}
			}
		}
	}
}

// printed says that what a method writes which the library calls by itself tells whether there was a call of the library
// and of what: a format that a caller sent decides about String.
func (u *unit) printed(s *site, also map[string]bool, d uint64) {
	d |= u.controlled()
	chosen := u.controlled()
	for _, a := range s.args {
		if !isContext(a.Type()) {
			chosen |= u.dataOf(a)
		}
	}
	if u.final {
		for n, a := range s.args {
			if !isContext(a.Type()) && u.p.callsInside(a.Type()) {
				d := chosen
				for _, v := range variadic(a) { // which of several it is
					if len(u.paramsOf(u.of(v))) > 0 {
						d |= u.dataOf(v)
					}
				}
				u.mayCall(s.in, s.sets[n], facts.AnyMethod, d)
			}
		}
	}
	if d == 0 {
		return
	}
	for n, a := range s.args {
		all := u.reach(s.sets[n])
		for i := range all.all {
			e := u.elems[i]
			if e.kind != elemDyn {
				continue
			}
			t := u.p.typeFacts(e.dyn)
			if t == nil {
				continue
			}
			for _, m := range slices.Sorted(maps.Keys(t.Methods)) {
				if Decodes(m) || !also[m] && !slices.Contains(Callbacks, m) {
					continue
				}
				f := u.p.summary(t.Methods[m])
				if f == nil {
					continue
				}
				for _, w := range f.Writes {
					if w.Param == 0 {
						u.writtenBy(s.in, u.target(all, w), a, d, chosen)
					}
				}
			}
		}
	}
}

// variadic is what was put into the slice that a call was given for its last parameter.
func variadic(arg ssa.Value) []ssa.Value {
	slice, ok := arg.(*ssa.Slice)
	if !ok {
		return nil
	}
	a, ok := slice.X.(*ssa.Alloc)
	if !ok {
		return nil
	}
	var out []ssa.Value
	for _, r := range *a.Referrers() {
		at, ok := r.(*ssa.IndexAddr)
		if !ok {
			continue
		}
		for _, r := range *at.Referrers() {
			if st, ok := r.(*ssa.Store); ok && st.Addr == at {
				out = append(out, st.Val)
			}
		}
	}
	return out
}

// mayCall notes that a method of what memory leads to is called, if that is of a parameter: the link
// step knows which types it may have. d is what decided about it.
func (u *unit) mayCall(in ssa.Instruction, to set, method string, d uint64) {
	for i := range u.reach(to).all {
		if e := u.elems[i]; e.kind == elemParam {
			u.flowLabels(nil, d|1<<min(e.n, lastParam), facts.Label{Kind: facts.Called, N: e.n, Name: method}, u.p.position(u.pos(in)), facts.Condition)
		}
	}
}

// flowsCalled notes that the method gets argument j.
func (u *unit) flowsCalled(s *site, n, j int, method string) {
	for i := range u.reach(s.sets[n]).all {
		if e := u.elems[i]; e.kind == elemParam {
			u.flowLabels(u.reach(s.sets[j]), s.data[j], facts.Label{Kind: facts.Called, N: e.n, Name: method}, u.p.position(u.pos(s.in)), "")
		}
	}
}

// writtenBy notes what a write by a method that others call says: memory of this call d, what is there for longer
// only what decided about the call.
func (u *unit) writtenBy(in ssa.Instruction, to set, path ssa.Value, d, chosen uint64) {
	for i := range to.all {
		switch e := u.elems[i]; {
		case e.kind != elemParam:
			u.into(i, nil, d)
		case u.final && !u.unread(path):
			u.flowLabels(nil, chosen, facts.Label{Kind: facts.OfParam, N: e.n}, u.p.position(u.pos(in)), facts.Condition)
		}
	}
}

// libraryMethods are the methods of the interfaces that a function of the library takes, and of those in the
// fields of what it takes.
func libraryMethods(f *types.Func) map[string]bool {
	out := map[string]bool{}
	if f == nil {
		return out
	}
	vars := slices.Collect(f.Signature().Params().Variables())
	if r := f.Signature().Recv(); r != nil {
		vars = append(vars, r)
	}
	for _, v := range vars {
		methodsOf(v.Type(), out)
		if n := named(v.Type()); n != nil {
			if st, ok := n.Underlying().(*types.Struct); ok {
				for field := range st.Fields() {
					methodsOf(field.Type(), out)
				}
			}
		}
	}
	return out
}

// methodsOf adds the methods of an interface, or of the elements of a slice that are interfaces.
// The library asks for what else its package expects of such a value: io/fs of an FS, whether it is a StatFS.
func methodsOf(t types.Type, out map[string]bool) {
	if n := named(t); n != nil && n.Obj().Pkg() != nil {
		if i, ok := n.Underlying().(*types.Interface); ok && i.NumMethods() > 0 {
			scope := n.Obj().Pkg().Scope()
			for _, name := range scope.Names() {
				o, ok := scope.Lookup(name).(*types.TypeName)
				if !ok || !o.Exported() {
					continue
				}
				if more, ok := o.Type().Underlying().(*types.Interface); ok && types.Implements(more, i) {
					for m := range more.Methods() {
						out[m.Name()] = true
					}
				}
			}
		}
	}
	switch t := t.Underlying().(type) {
	case *types.Slice:
		methodsOf(t.Elem(), out)
	case *types.Interface:
		for m := range t.Methods() {
			out[m.Name()] = true
		}
	}
}

// innerCallee is a function of this unit as others see it.
func (u *unit) innerCallee(f *ssa.Function) facts.Callee {
	return facts.Callee{Name: u.out.Name, Captures: u.captures(f), Inner: true}
}

// captures reports whether a nested function has memory of its own: a captured variable that it or
// what is nested in it writes, or that leads to memory.
func (u *unit) captures(f *ssa.Function) bool {
	for _, fv := range f.FreeVars {
		p, ok := fv.Type().Underlying().(*types.Pointer)
		if !ok {
			return true
		}
		if _, isFunc := p.Elem().Underlying().(*types.Signature); u.p.types.reaches(p.Elem()) && !isFunc {
			return true // a function is known by itself, with what it has captured
		}
		for _, ref := range *fv.Referrers() {
			if _, load := ref.(*ssa.UnOp); !load {
				return true
			}
		}
	}
	return false
}

// handleCall is a call of the kernel, a handle or generated code: it reads what
// it gets, and what it returns is the kernel's.
func (u *unit) handleCall(s *site, obj *types.Func) {
	var h set
	h.add(u.handle())
	recv, method, kernels, client := "", "", false, false
	if obj != nil {
		method = obj.Name()
		kernels = obj.Pkg() != nil && trustBase(obj.Pkg().Path())
		if r := obj.Signature().Recv(); r != nil {
			recv, client = typeName(r.Type()), u.p.isClient(r.Type()) || kernels && strings.HasSuffix(typeName(r.Type()), "Client")
		}
	}
	all, d := u.everything(s)
	own := recv != "" && !client && (recv != "PerTenant" || !kernels)
	if recv == "PerTenant" && kernels {
		h = set{}
		h.add(u.tenants())
	}
	if u.final && client && !kernels {
		u.coded(obj)
	}
	switch {
	case kernels && recv == "Instance" && (method == "Go" || method == "After" || method == "Every"):
		if u.final {
			u.flowLabels(all, 0, facts.Label{Kind: facts.Later}, u.p.position(contextUse(s)), "Instance."+method)
		}
		u.feed(s, all, h, 0)
		return
	case method == "Scan":
		for i := 1; i < len(s.args); i++ {
			u.writeAny(s.in, u.reach(s.sets[i]), s.args[i], "scans into")
		}
	case kernels && recv == "Signal" && (method == "Set" || method == "Update"):
		out, od := u.feed(s, all, h, d)
		if u.final {
			with := out
			for i := 1; i < len(s.sets); i++ {
				with.union(s.sets[i])
			}
			u.flowTo(s.sets[0], u.reach(with), 0, u.p.position(u.pos(s.in)))
			_ = od
		}
	}
	var argData, ctxData uint64
	for i, a := range s.args {
		switch {
		case i == 0 && recv != "":
		case isContext(a.Type()):
			ctxData |= s.data[i]
		default:
			argData |= s.data[i]
		}
	}
	if own {
		argData |= u.controlled()
	}
	if own && u.final && argData != 0 && !u.paramsOf(s.sets[0]).empty() && !(kernels && readsOnly(recv, method, s)) {
		u.flowLabels(nil, argData, facts.Label{Kind: facts.Own}, u.p.position(u.pos(s.in)), recv+"."+method)
	}
	out, od := u.feed(s, all, h, 0)
	_ = out
	res := h
	data := argData | od
	if own {
		res.union(u.paramsOf(s.sets[0]))
		data |= u.dataOf(s.args[0])
	} else {
		data |= ctxData | d
	}
	u.result(s, -1, res, data)
}

// coded notes what a generated client encodes and decodes of a call, where the other side is not at hand.
func (u *unit) coded(obj *types.Func) {
	for _, tuple := range []*types.Tuple{obj.Signature().Params(), obj.Signature().Results()} {
		for v := range tuple.Variables() {
			u.out.Holds = append(u.out.Holds, parts(v.Type())...)
		}
	}
}

// contextUse is where a function that runs later uses a captured context, or else the call.
func contextUse(s *site) token.Pos {
	for _, a := range s.args {
		mc, ok := a.(*ssa.MakeClosure)
		if !ok {
			continue
		}
		for _, fv := range mc.Fn.(*ssa.Function).FreeVars {
			p, ok := fv.Type().(*types.Pointer)
			if !isContext(fv.Type()) && (!ok || !isContext(p.Elem())) {
				continue
			}
			for _, r := range *fv.Referrers() {
				if r.Pos().IsValid() {
					return r.Pos()
				}
				if v, ok := r.(ssa.Value); ok {
					for _, r := range *v.Referrers() {
						if r.Pos().IsValid() {
							return r.Pos()
						}
					}
				}
			}
		}
	}
	return s.in.Pos()
}

func (u *unit) paramsOf(s set) set {
	var out set
	for i := range u.reach(s).all {
		if u.elems[i].kind == elemParam {
			out.add(i)
		}
	}
	return out
}

func typeName(t types.Type) string {
	if n := named(t); n != nil {
		return n.Obj().Name()
	}
	return ""
}

var (
	sqlCalls = regexp.MustCompile(`([\w."]+)\s*\(`)
	sqlReads = regexp.MustCompile(`^(SELECT|FROM|JOIN|WHERE|AND|OR|NOT|IN|EXISTS|ANY|ALL|AS|ON|OVER|BY|THEN|ELSE|WHEN|UNION|VALUES|COUNT|SUM|MIN|MAX|AVG|COALESCE|NULLIF|LOWER|UPPER|LENGTH|TRIM|SUBSTR|SUBSTRING|ROUND|ABS|CAST|NOW|DATE|CONCAT|REPLACE)$`)
	sqlInto  = regexp.MustCompile(`\bINTO\b`)
)

// selects reports whether a statement only reads: one SELECT that calls no function but those that are known to.
func selects(query string) bool {
	q := strings.ToUpper(strings.TrimSpace(query))
	if !strings.HasPrefix(q, "SELECT ") || strings.Contains(strings.TrimSuffix(q, ";"), ";") || sqlInto.MatchString(q) {
		return false
	}
	for _, m := range sqlCalls.FindAllStringSubmatch(q, -1) {
		if !sqlReads.MatchString(m[1]) {
			return false
		}
	}
	return true
}

// readsOnly reports whether a method of a handle puts nothing that it is given anywhere.
func readsOnly(recv, method string, s *site) bool {
	switch recv + "." + method {
	case "Storage.Get", "Storage.List", "Config.String", "Config.Int", "Credentials.Get", "Settings.Get", "Signal.Get",
		"Instance.Target", "Instance.Name", "Instance.Log", "Secret.Reveal", "Caller.Tenant", "Caller.Instance", "Caller.Component", "Caller.Kind",
		"Error.Error", "Error.Is", "Error.Unwrap", "Rows.Scan", "Rows.Next", "Rows.Err", "Rows.Close", "Rows.Columns", "Pool.Use":
		return true
	case "Pool.InTx": // what its function does with the transaction is looked at there
		return true
	case "Pool.Query", "Tx.Query":
		if len(s.args) > 2 {
			if c, ok := s.args[2].(*ssa.Const); ok && c.Value != nil && c.Value.Kind() == constant.String {
				return selects(constant.StringVal(c.Value))
			}
		}
	}
	return false
}
