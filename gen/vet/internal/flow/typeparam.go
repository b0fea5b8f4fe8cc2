package flow

import (
	"go/token"
	"go/types"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/sigen-dev/sigen/gen/vet/internal/facts"
)

// What a generic function keeps as a value of one of its type parameters leads as far as the type that it is
// instantiated with: a cache of strings keeps nothing of the function that loads one. So there is an
// element for what a parameter leads to, and one for what values of a type parameter find of that.

// typeParam is which type parameter of the function t is, counted from 1; 0 for other types, and for those whose values
// have methods or elements that the function can use.
func (u *unit) typeParam(t types.Type) int {
	tp, ok := types.Unalias(t).(*types.TypeParam)
	if !ok {
		return 0
	}
	if c, ok := tp.Constraint().Underlying().(*types.Interface); !ok || c.NumMethods() > 0 || !c.IsMethodSet() && !comparable(c) {
		return 0
	}
	return u.typeParamIndex(tp)
}

// typeParamIndex counts the type parameters of the function from 1; 0 is for those of others.
func (u *unit) typeParamIndex(tp *types.TypeParam) int {
	params := u.top.TypeParams()
	for i := range params.Len() {
		if params.At(i) == tp {
			return i + 1
		}
	}
	return 0
}

// comparable reports whether a constraint says no more than that.
func comparable(c *types.Interface) bool {
	for t := range c.EmbeddedTypes() {
		if t != types.Universe.Lookup("comparable").Type() {
			return false
		}
	}
	return true
}

type valueKey struct {
	param, as int
	returned  bool
}

func (u *unit) value(param, as int, returned bool) int {
	return u.elem(valueKey{param, as, returned}, func() *elem { return &elem{kind: elemParam, n: param, as: as, returned: returned} })
}

// valued is s as values of a type parameter find it.
func (u *unit) valued(s set, as int) set {
	var out set
	for i := range s.all {
		if e := u.elems[i]; e.kind == elemParam && e.as != as {
			i = u.value(e.n, as, false)
		}
		out.add(i)
	}
	return out
}

// whole is s with all that its parameters lead to: a value of a type parameter becomes one of a type that is known.
func (u *unit) whole(s set) set {
	if u.top.TypeParams().Len() == 0 {
		return s
	}
	var out set
	for i := range s.all {
		e := u.elems[i]
		if e.as == 0 {
			out.add(i)
			continue
		}
		out.add(u.param(e.n))
		if e.returned {
			out.union(u.calledWith[e.n])
		}
	}
	return out
}

// wholly is s with all that its parameters lead to, and those of what it leads to that was made here: who has
// a slice of values of a type parameter may ask for the type of that, too.
func (u *unit) wholly(s set) set {
	if u.top.TypeParams().Len() == 0 {
		return s
	}
	var out set
	out.union(u.whole(s))
	for i := range s.all {
		if e := u.elems[i]; e.kind != elemAlloc && e.kind != elemFunc {
			continue
		}
		for n := range u.reachOf(i).all {
			if u.elems[n].as != 0 {
				var one set
				one.add(n)
				out.union(u.whole(one))
			}
		}
	}
	return out
}

// insideOf is all where s leads but for what a function that was called may have made of it, which is the function's.
func (u *unit) insideOf(s set) set {
	return u.only(u.reach(s), func(e *elem) bool { return !e.mix })
}

// others is s without parameters.
func (u *unit) others(s set) set {
	return u.only(s, func(e *elem) bool { return e.kind != elemParam })
}

// sync puts what the memory of parameters holds where values find it that are known for part of it.
func (u *unit) sync() {
	for _, e := range u.elems {
		if e.kind != elemParam || e.as == 0 && !e.returned {
			continue
		}
		held := u.insideOf(u.elems[u.param(e.n)].contents)
		switch {
		case e.as == 0:
			u.contain(e, u.besides(held, e.n))
		case e.returned: // who calls knows what the function was given
			u.contain(e, u.others(held))
		default:
			u.contain(e, u.valued(held, e.as))
		}
	}
}

// besides is s without the n-th parameter, and without contexts.
func (u *unit) besides(s set, n int) set {
	return u.only(s, func(e *elem) bool { return e.kind != elemParam || e.n != n && !u.isContextParam(e) })
}

func (u *unit) isContextParam(e *elem) bool {
	return e.kind == elemParam && e.n < len(u.top.Params) && isContext(u.top.Params[e.n].Type())
}

// returns is what a function returns that this one was given in its n-th parameter: of what it was called with, or has.
// Who gave it knows more.
func (u *unit) returns(s *site, n int, with set, d, more uint64) {
	if s.res == nil {
		return
	}
	if u.calledWith[n].union(with) {
		u.grew = true
	}
	var all set
	all.union(with)
	if n < len(u.top.Params) && isFunc(u.top.Params[n]) {
		all = u.besides(with, n)
		all.add(u.value(n, 0, true))
	}
	all.union(u.made(s, all, d, true))
	results, ok := s.res.Type().(*types.Tuple)
	if !ok {
		results = types.NewTuple(types.NewVar(token.NoPos, nil, "", s.res.Type()))
	}
	for i := range results.Len() {
		as := u.typeParam(results.At(i).Type())
		if as == 0 {
			u.result(s, i, all, d|more)
			continue
		}
		var r set
		r.add(u.value(n, as, true))
		r.union(u.others(u.insideOf(with)))
		u.result(s, i, r, d|more)
	}
	u.result(s, -1, nil, d|more)
}

// returnedBy is what the function that a call gives for a parameter may return when the callee f calls it.
func (u *unit) returnedBy(s *site, f *facts.Func, n int, arg func(int) (set, uint64, ssa.Value)) set {
	var out set
	known := isFunc(s.args[n])
	for i := range s.sets[n].all {
		e := u.elems[i]
		if !known || e.kind != elemFunc || e.fn == nil {
			known = false
			out.union(u.reachOf(i))
			continue
		}
		for _, r := range u.results[e.fn] {
			out.union(u.reach(*r))
		}
	}
	if known {
		return out
	}
	for _, p := range f.Passes { // it may return what it is called with
		if p.Param != n || p.Data {
			continue
		}
		if p.From.Kind == facts.OfParam {
			a, _, _ := arg(p.From.N)
			out.union(u.reach(a))
		}
		out.union(u.globalSet(p.From))
	}
	return out
}

// instance is the type that the callee of a call has for its n-th type parameter, counted from 1; nil if it is not known.
func (s *site) instance(n int) types.Type {
	if n == 0 || n > len(s.inst) {
		return nil
	}
	return s.inst[n-1]
}

// boxedParam notes that an interface is made of a value of a type parameter: who calls this function knows which type that is.
func (u *unit) boxedParam(in, x ssa.Value) {
	tp, ok := types.Unalias(x.Type()).(*types.TypeParam)
	if _, still := types.Unalias(in.Type()).(*types.TypeParam); !ok || still {
		return
	}
	var s set
	s.add(u.dyn(paramTag+strconv.Itoa(u.typeParamIndex(tp)), tp))
	u.put(in, s)
}

// paramTag stands before the number of the type parameter whose type is inside an interface. No type has such a name.
const paramTag = "type parameter "

// dynOf is a type inside an interface that a callee made, as the caller knows it.
func (u *unit) dynOf(s *site, name string) int {
	number, ok := strings.CutPrefix(name, paramTag)
	if !ok {
		return u.dyn(name, nil)
	}
	n, _ := strconv.Atoi(number)
	t := s.instance(n)
	if tp, ok := types.Unalias(t).(*types.TypeParam); ok {
		if i := u.typeParamIndex(tp); i != 0 {
			return u.dyn(paramTag+strconv.Itoa(i), tp)
		}
	} else if t != nil && key(t) != "" {
		return u.dyn(key(t), t)
	}
	return u.dyn(paramTag+"0", nil) // nobody knows it
}
