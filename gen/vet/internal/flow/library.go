package flow

import (
	"go/types"
	"maps"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/sigen-dev/sigen/gen/vet/internal/facts"
)

// locks reports whether a method is that of a lock, which by itself keeps nothing.
func locks(name string) bool {
	switch name {
	case "(*sync.Mutex).Lock", "(*sync.Mutex).Unlock", "(*sync.RWMutex).Lock", "(*sync.RWMutex).Unlock", "(*sync.RWMutex).RLock", "(*sync.RWMutex).RUnlock":
		return true
	}
	return false
}

// lookedUp is the argument that a function keeps and that nobody gets at by what it returns: a key that is compared, a table
// or an alphabet that is read. -1 for others.
func lookedUp(name string) int {
	switch name {
	case "context.WithValue":
		return 1
	case "encoding/base64.NewDecoder", "encoding/base64.NewEncoder", "encoding/base32.NewDecoder", "encoding/base32.NewEncoder":
		return 0
	case "hash/crc32.New", "hash/crc64.New":
		return 0
	}
	return -1
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
		if u.final {
			u.condition(s.in, s.sets[0], u.controlled()|u.indexData(s.args[0])|u.pathData(s.args[0]))
		}
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
	u.calledInside(s, 0)
	for i, a := range s.args {
		if u.p.types.callable(a.Type()) {
			u.calledArg(s, s.sets[i])
		}
	}
	if n := lookedUp(name); n >= 0 && n < len(s.sets) {
		s.sets[n] = nil
		all, d = u.everything(s)
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
	var out set
	var od uint64
	if !sum.Copies || slices.ContainsFunc(s.args, isFunc) { // what is only copied is not called
		with := all
		if obj != nil && obj.Pkg() != nil && comparing(obj.Pkg().Path()) {
			with = nil
			for i, a := range s.args {
				if !answers(a.Type()) {
					with.union(u.reach(s.sets[i]))
				}
			}
		}
		out, od = u.feed(s, all, with, d) // what functions return or yield may be kept, too
	}
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

func isError(t types.Type) bool { return types.Identical(t, types.Universe.Lookup("error").Type()) }

// comparing reports whether a package of the library calls functions that it is given with elements of what it is given, and keeps none.
func comparing(path string) bool { return path == "slices" || path == "sort" }

// answers reports whether t is that of a function that answers a question: it gets values, and returns no memory.
func answers(t types.Type) bool {
	sig, ok := t.Underlying().(*types.Signature)
	if !ok {
		return false
	}
	for r := range sig.Results().Variables() {
		if _, basic := r.Type().Underlying().(*types.Basic); !basic {
			return false
		}
	}
	for p := range sig.Params().Variables() {
		if _, function := p.Type().Underlying().(*types.Signature); function {
			return false
		}
	}
	return sig.Results().Len() > 0
}

// compares reports whether a nested function does nothing but answer questions of slices and sort: nobody else calls it.
func (u *unit) compares(f *ssa.Function) bool {
	if !answers(f.Signature) {
		return false
	}
	asked := func(v ssa.Value, in ssa.Instruction) bool {
		call, ok := in.(*ssa.Call)
		if !ok || call.Common().StaticCallee() == nil || call.Common().Value == v {
			return false
		}
		obj := u.p.object(call.Common().StaticCallee())
		return obj != nil && obj.Pkg() != nil && comparing(obj.Pkg().Path())
	}
	refs := f.Referrers()
	if refs == nil || len(*refs) == 0 {
		return false
	}
	for _, r := range *refs {
		mc, ok := r.(*ssa.MakeClosure)
		if !ok {
			if !asked(f, r) {
				return false
			}
			continue
		}
		for _, r := range *mc.Referrers() {
			if !asked(mc, r) {
				return false
			}
		}
	}
	return true
}

func isFunc(v ssa.Value) bool {
	_, ok := v.Type().Underlying().(*types.Signature)
	return ok
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
		if isError(t) && known { // in an error of the library is what it was given, or what a method that it called says
			e.opaque = u.answers(s)
			if e.opaque {
				all, _ := u.everything(s)
				u.contain(e, all)
			}
		}
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
		if t := tuple.At(n).Type(); u.p.types.reaches(t) && !isError(t) {
			together.add(u.alloc(yieldKey{s.res, n}))
		}
	}
	for i := range together.all {
		u.contain(u.elems[i], together)
	}
}

// answers reports whether the library may call methods of the program's own, of what it is given: such a method may return
// whatever error it likes. What functions return that it is given is known.
func (u *unit) answers(s *site) bool {
	own := func(types ...string) bool { return u.hasMethods(types, map[string]bool{}) }
	for n, a := range s.args {
		if isFunc(a) || !u.p.dynamic(a.Type()) {
			continue
		}
		for i := range u.reach(s.sets[n]).all {
			switch e := u.elems[i]; e.kind {
			case elemDyn:
				if own(e.dyn) {
					return true
				}
			case elemGlobal:
				if !e.global.Known || own(e.global.Dyns...) {
					return true
				}
			case elemParam:
				if e.n >= len(u.top.Params) || !isContext(u.top.Params[e.n].Type()) && u.p.dynamic(u.top.Params[e.n].Type()) {
					return true
				}
			case elemOuter:
				if !e.ctx {
					return true
				}
			case elemAlloc:
				if e.opaque {
					return true
				}
			case elemRaised:
				return true
			}
		}
	}
	return false
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
			out.add(i)
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
