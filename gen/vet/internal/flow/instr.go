package flow

import (
	"go/token"
	"go/types"
	"maps"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/sigen-dev/sigen/gen/vet/internal/facts"
)

// instr adds what one instruction does.
func (u *unit) instr(in ssa.Instruction) {
	switch in := in.(type) {
	case *ssa.Alloc:
		u.fresh(in)
	case *ssa.MakeMap:
		u.fresh(in)
	case *ssa.MakeSlice: // how long it is says something too
		u.fresh(in)
		u.putData(in, u.dataOf(in.Len)|u.dataOf(in.Cap))
	case *ssa.MakeChan:
		u.fresh(in)
		u.putData(in, u.dataOf(in.Size))
	case *ssa.MakeClosure:
		u.closure(in)
	case *ssa.MakeInterface:
		u.boxed(in)
	case *ssa.UnOp:
		u.unop(in)
	case *ssa.BinOp:
		if !asksWhether(in) {
			u.putData(in, u.dataOf(in.X)|u.dataOf(in.Y))
		}
	case *ssa.Store:
		u.store(in, u.of(in.Addr), in.Val, in.Addr)
		u.setsError(in)
		u.makesHandle(in)
	case *ssa.MapUpdate:
		u.store(in, u.of(in.Map), in.Key, in.Map)
		u.store(in, u.of(in.Map), in.Value, in.Map)
	case *ssa.Send:
		u.store(in, u.of(in.Chan), in.X, in.Chan)
	case *ssa.Lookup:
		u.loaded(in, in.X, in.Type())
		u.putData(in, u.dataOf(in.Index))
	case *ssa.Range:
		u.pass1(in, in.X)
	case *ssa.Next:
		u.loaded(in, in.Iter, in.Type())
	case *ssa.Select:
		u.selects(in)
	case *ssa.Phi:
		for _, e := range in.Edges {
			u.pass1(in, e)
		}
		u.putData(in, u.chosen(in))
	case *ssa.Extract:
		u.extract(in)
	case *ssa.Slice:
		u.slice(in)
	case *ssa.IndexAddr:
		u.pass1(in, in.X)
		u.putData(in, u.dataOf(in.Index))
	case *ssa.Index:
		u.pass1(in, in.X)
		u.putData(in, u.dataOf(in.Index))
	case *ssa.FieldAddr:
		u.pass1(in, in.X)
	case *ssa.Field:
		u.pass1(in, in.X)
	case *ssa.ChangeType:
		u.put(in, u.whole(u.of(in.X))) // it may make an interface of a value of a type parameter
		u.putData(in, u.dataOf(in.X))
		u.boxedParam(in, in.X)
		u.turnsInto(in)
	case *ssa.ChangeInterface:
		u.pass1(in, in.X)
		u.boxedParam(in, in.X)
	case *ssa.Convert:
		u.convert(in, in.X)
	case *ssa.MultiConvert:
		u.convert(in, in.X)
	case *ssa.SliceToArrayPointer:
		u.pass1(in, in.X)
	case *ssa.TypeAssert:
		u.pass1(in, in.X)
	case *ssa.Call:
		u.call(in, in.Common(), in)
	case *ssa.Defer:
		u.call(in, in.Common(), nil)
	case *ssa.Go:
		if u.final && !joined(in) {
			u.effect(effectGo, in.Pos(), "", "starts a goroutine that nothing waits for")
		}
		u.call(in, in.Common(), nil)
	case *ssa.Return:
		u.returned(in)
	case *ssa.Panic:
		u.raises(in, u.reach(u.of(in.X)), u.dataOf(in.X)|u.reachData(u.of(in.X)), u.p.position(u.pos(in)), true)
	}
}

func (u *unit) fresh(v ssa.Value) {
	var s set
	s.add(u.alloc(v))
	u.put(v, s)
}

// pass1 says that v leads where x leads.
func (u *unit) pass1(v, x ssa.Value) {
	u.put(v, u.of(x))
	u.putData(v, u.dataOf(x))
}

func (u *unit) convert(v, x ssa.Value) {
	switch to, from := u.p.types.reaches(v.Type()), u.p.types.reaches(x.Type()); {
	case to && !from:
		u.fresh(v) // []byte(s) copies
	case from && !to:
		u.putData(v, u.reachData(u.of(x))) // and so does string(b)
	}
	u.pass1(v, x)
}

// loaded says that v was read out of the memory that x leads to.
func (u *unit) loaded(v, x ssa.Value, t types.Type) {
	s, d := u.load(u.of(x), t)
	u.put(v, u.called(s, x, t))
	u.putData(v, d|u.dataOf(x))
	u.reads(v, x)
}

// reads notes that the value of a package-level variable is looked at.
func (u *unit) reads(v, x ssa.Value) {
	if !u.final {
		return
	}
	pos := x.Pos()
	if in, ok := v.(ssa.Instruction); ok {
		pos = u.pos(in)
	}
	for i := range u.of(x).all {
		if e := u.elems[i]; e.kind == elemGlobal {
			u.out.Reads = append(u.out.Reads, facts.Access{Global: e.global.Name, Pos: u.p.position(pos)})
		}
	}
}

func (u *unit) unop(in *ssa.UnOp) {
	switch in.Op {
	case token.MUL:
		if vals := overwritten(in); vals != nil {
			for _, v := range vals {
				u.pass1(in, v)
			}
			return
		}
		u.loaded(in, in.X, in.Type())
		if v := u.unreplaced(in); v != nil {
			u.pass1(in, v)
		}
	case token.ARROW:
		u.loaded(in, in.X, in.Type())
		u.writeTo(in, u.of(in.X), in.X, nil, "receives from")
	default:
		u.pass1(in, in.X)
	}
}

func (u *unit) selects(in *ssa.Select) {
	for _, st := range in.States {
		if st.Dir == types.SendOnly {
			u.at = st.Pos
			u.store(in, u.of(st.Chan), st.Send, st.Chan)
			u.at = token.NoPos
			continue
		}
		s, d := u.load(u.of(st.Chan), in.Type())
		u.put(in, s)
		u.putData(in, d)
		u.writeAt(st.Pos, u.of(st.Chan), st.Chan, nil, "receives from")
	}
}

func (u *unit) extract(in *ssa.Extract) {
	if rs := u.tuples[in.Tuple]; rs != nil {
		if in.Index < len(rs) {
			u.put(in, *rs[in.Index])
		}
	} else {
		u.put(in, u.of(in.Tuple))
	}
	u.putData(in, u.dataOf(in.Tuple))
}

// slice keeps the memory, except that s[:n:n] appended to copies; see appended.
func (u *unit) slice(in *ssa.Slice) {
	u.pass1(in, in.X)
	for _, at := range []ssa.Value{in.Low, in.High, in.Max} {
		if at != nil {
			u.putData(in, u.dataOf(at))
		}
	}
}

func (u *unit) closure(in *ssa.MakeClosure) {
	f := in.Fn.(*ssa.Function)
	var i int
	if u.nested(f) {
		i = u.funcElem(f)
		for n, b := range in.Bindings {
			u.put(f.FreeVars[n], u.of(b))
			u.putData(f.FreeVars[n], u.dataOf(b))
		}
	} else {
		c := facts.Callee{Name: u.p.name(f), Captures: true}
		if obj, ok := f.Object().(*types.Func); ok && len(in.Bindings) == 1 { // a bound method
			if u.final && types.IsInterface(obj.Signature().Recv().Type()) {
				u.out.Invokes = append(u.out.Invokes, obj.Name())
			}
			c = facts.Callee{Name: obj.Origin().FullName(), Captures: u.p.types.reaches(in.Bindings[0].Type()) && !u.p.types.std.Reads(key(in.Bindings[0].Type()), obj.FullName())}
		}
		i = u.callee(c, nil)
		if u.final {
			u.ref(c.Name)
			if len(in.Bindings) == 1 {
				u.givenTo(in, c.Name, in.Bindings[0])
			}
		}
		u.elems[i].method = object(f)
	}
	e := u.elems[i]
	for _, b := range in.Bindings {
		u.contain(e, u.of(b))
		if d := e.data | u.dataOf(b) | u.reachData(u.of(b)); d != e.data {
			e.data, u.grew = d, true
		}
		u.leaves(b)
	}
	var s set
	s.add(i)
	u.put(in, s)
}

// givenTo looks at what a method does that others may call of a value.
func (u *unit) givenTo(in ssa.Instruction, method string, recv ssa.Value) {
	if f := u.p.summary(method); f != nil {
		u.writesOwn(in, f, func(n int) (set, uint64, ssa.Value) {
			if n > 0 {
				return nil, 0, nil
			}
			return u.of(recv), u.dataOf(recv), recv
		})
	}
}

func (u *unit) nested(f *ssa.Function) bool {
	if f == u.top {
		return false
	}
	for _, own := range u.funcs {
		if own == f {
			return true
		}
	}
	return false
}

func (u *unit) boxed(in *ssa.MakeInterface) {
	k := key(in.X.Type())
	name := in.X.Type().String()
	if k != "" {
		name = k
	}
	s := set{}
	s.union(u.wholly(u.of(in.X)))
	s.union(u.promoted(s, in.X.Type(), ""))
	s.add(u.dyn(name, in.X.Type()))
	if k == "" { // the methods of an unnamed struct are those of what it embeds
		for _, t := range embedded(in.X.Type()) {
			s.add(u.dyn(key(t), t))
		}
	}
	u.put(in, s)
	u.putData(in, u.dataOf(in.X))
	if u.final {
		u.converted(in.X.Type())
		if u.p.in.Library {
			return
		}
		u.callbacks(in, in.X)
		if t := u.p.typeFacts(k); t != nil && !u.p.isHandle(in.X.Type()) {
			for _, name := range slices.Sorted(maps.Keys(t.Methods)) {
				u.givenTo(in, t.Methods[name], in.X)
			}
		}
	}
}

// embedded are the named types that a struct without a name embeds.
func embedded(t types.Type) []types.Type {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	st, ok := types.Unalias(t).(*types.Struct)
	if !ok {
		return nil
	}
	var out []types.Type
	for f := range st.Fields() {
		switch {
		case !f.Embedded():
		case key(f.Type()) != "":
			out = append(out, f.Type())
		default:
			out = append(out, embedded(f.Type())...)
		}
	}
	return out
}

func (u *unit) returned(in *ssa.Return) {
	if in.Parent() != u.top {
		rs := u.results[in.Parent()]
		for len(rs) < len(in.Results) {
			rs = append(rs, new(set))
		}
		u.results[in.Parent()] = rs
		e := u.elems[u.funcElem(in.Parent())]
		for i, r := range in.Results {
			if rs[i].union(u.of(r)) {
				u.grew = true
			}
			u.contain(e, u.of(r)) // whoever gets the function gets this
			if d := u.resData[in.Parent()] | u.dataOf(r) | u.reachData(u.of(r)) | u.controlled(); d != u.resData[in.Parent()] {
				u.resData[in.Parent()], u.grew = d, true
			}
			u.leaves(r)
		}
		return
	}
	if u.final { // whoever gets an error asks what it says
		for _, r := range in.Results {
			if isError(r.Type()) {
				u.mayCall(in, u.of(r), facts.AnyMethod, u.controlled()|u.dataOf(r))
			}
		}
	}
	for len(u.rets) < len(in.Results) {
		u.rets, u.retData = append(u.rets, new(set)), append(u.retData, 0)
	}
	for i, r := range in.Results {
		u.rets[i].union(u.of(r))
		u.retData[i] |= u.dataOf(r) | u.reachData(u.of(r)) | u.controlled()
		if u.final {
			u.leaves(r)
			u.flowOut(in, u.of(r), facts.Label{Kind: facts.OfResult, N: i}, r.Type())
		}
	}
}

// store puts val into the memory that addr leads to.
func (u *unit) store(in ssa.Instruction, addr set, val, path ssa.Value) {
	addr = u.aimed(addr, wrote(path))
	kept := u.behind(path, u.of(val))
	if a, ok := path.(*ssa.Alloc); ok {
		if st := u.replaced(a); st != nil && in == ssa.Instruction(st) {
			kept = nil
		}
	}
	for i := range addr.all {
		u.into(i, kept, u.dataOf(val)|u.dataOf(path))
	}
	u.leaves(val)
	u.writeTo(in, addr, path, val, "writes")
	if u.final {
		direct := u.dataOf(val) | u.indexData(path)
		u.storedIn(in, addr, u.of(val), direct, val.Type())
		u.hoards(addr, u.of(val), direct|u.reachData(u.of(val)), val.Type())
		if behind := u.reachData(u.of(val)) &^ direct; behind != 0 { // put there by a line that says more
			u.vague = true
			u.flowTo(addr, nil, behind, u.p.position(u.pos(in)))
			u.vague = false
		}
	}
}

// behind is s as it can be reached through an unexported field, when path is the
// address of one: only code that names the struct type gets there.
func (u *unit) behind(path ssa.Value, s set) set {
	fa, ok := path.(*ssa.FieldAddr)
	if !ok {
		return s
	}
	p, ok := fa.X.Type().Underlying().(*types.Pointer)
	if !ok {
		return s
	}
	n, ok := types.Unalias(p.Elem()).(*types.Named)
	if !ok {
		return s
	}
	if st, ok := n.Underlying().(*types.Struct); !ok || st.Field(fa.Field).Exported() {
		return s
	}
	return u.retyped(s, n)
}

// into adds to the contents of an element.
func (u *unit) into(i int, s set, d uint64) {
	e := u.elems[i]
	if e.kind == elemGlobal || e.kind == elemDyn {
		return
	}
	if e.kind == elemParam {
		d = 0                        // whoever calls sees the flow
		if e.as != 0 || e.returned { // sync puts there what values of its type parameter may find
			e = u.elems[u.param(e.n)]
		}
	} else {
		d |= u.controlled()
	}
	u.contain(e, s)
	if e.env != nil {
		u.contain(u.elems[u.param(e.n)], s)
	}
	if e.kind == elemOuter { // whoever gets a nested function may call it with memory of its own, and finds this in there
		u.work += len(u.elems) / 16
		for n := range u.elems {
			if f := u.elems[n]; f.kind == elemFunc && f.fn != nil {
				u.contain(f, s)
			}
		}
	}
	if e.data|d != e.data {
		e.data |= d
		u.grew = true
	}
}

// indexData is what the way to an address was chosen by: the indexes along it.
func (u *unit) indexData(v ssa.Value) uint64 {
	var d uint64
	for {
		switch x := v.(type) {
		case *ssa.IndexAddr:
			d |= u.dataOf(x.Index)
			v = x.X
		case *ssa.FieldAddr:
			v = x.X
		default:
			return d
		}
	}
}
