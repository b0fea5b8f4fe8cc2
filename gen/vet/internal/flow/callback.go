package flow

import (
	"maps"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/sigen-dev/sigen/gen/vet/internal/facts"
)

// callbacks looks at the methods that the standard library calls by itself on what becomes an interface, when
// that leads to memory that is not of this call: those of its own type, and those that print and encode of
// all types inside. How often they are called, the value says.
func (u *unit) callbacks(in *ssa.MakeInterface, x ssa.Value) {
	to := u.of(x)
	all := u.reach(to)
	foreign := false
	inside := parts(x.Type())
	for i := range all.all {
		switch e := u.elems[i]; e.kind {
		case elemGlobal:
			foreign = true
			inside = append(inside, e.global.Dyns...)
		case elemParam:
			foreign = true
		case elemDyn:
			inside = append(inside, e.dyn)
		}
	}
	if !foreign {
		return
	}
	top := key(x.Type())
	asked := map[string]bool{}
	if n := named(in.Type()); n != nil && n.Obj().Pkg() != nil && u.p.types.std.Std(n.Obj().Pkg().Path()) {
		methodsOf(n, asked)
	}
	seen := map[string]bool{"": true}
	for len(inside) > 0 {
		k := inside[0]
		inside = inside[1:]
		t := u.p.typeFacts(k)
		if seen[k] || t == nil {
			continue
		}
		seen[k] = true
		u.work += 1 + len(t.Methods)
		inside = append(inside, t.Parts...)
		for _, m := range slices.Sorted(maps.Keys(t.Methods)) {
			if Decodes(m) || !slices.Contains(Callbacks, m) && !asked[m] || k != top && !Shows(m) {
				continue
			}
			f := u.p.summary(t.Methods[m])
			if f == nil {
				continue
			}
			for _, w := range f.Writes {
				if w.Param != 0 {
					continue
				}
				if k == top {
					u.calledBy(in, to, x, "makes an interface of it, whose method "+m+" writes", w, true)
					continue
				}
				u.calledBy(in, all, x, "makes an interface of what holds it, whose method "+m+" writes", w, false)
			}
		}
	}
}

// Shows reports whether a method among Callbacks is called at any depth of a value, to print or encode it.
func Shows(method string) bool {
	switch method {
	case "Error", "String", "GoString", "Format", "LogValue", "IsZero", "GobEncode", "Value", "Is", "As", "Unwrap":
		return true
	}
	return len(method) > 6 && (method[:7] == "Marshal" || method[:6] == "Append")
}

// calledBy is a write to what x leads to by a method that others call, as often as x says.
func (u *unit) calledBy(in ssa.Instruction, to set, x ssa.Value, verb string, w facts.Write, direct bool) {
	d := u.dataOf(x) | u.reachData(to)
	if field := literalField(x, w); field != nil && direct {
		to, x = u.of(field), field
	}
	u.writeVia(in, to, x, verb, w)
	for i := range u.target(to, w).all {
		if e := u.elems[i]; e.kind == elemParam {
			u.flowLabels(nil, d, facts.Label{Kind: facts.OfParam, N: e.n}, u.p.position(u.pos(in)), facts.Condition)
		}
	}
}
