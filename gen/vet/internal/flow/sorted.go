package flow

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/sigen-dev/sigen/gen/vet/internal/facts"
)

// sorted is a call of the library that does nothing to the value that it is given but call Len, Less and
// Swap of it, where these are known. It reports whether that is so.
func (u *unit) sorted(s *site, name string) bool {
	switch name {
	case "sort.Sort", "sort.Stable", "sort.IsSorted":
	default:
		return false
	}
	box, ok := s.args[0].(*ssa.MakeInterface)
	if !ok {
		return false
	}
	var methods []*facts.Func
	for _, m := range []string{"Len", "Less", "Swap"} {
		obj, index, indirect := types.LookupFieldOrMethod(box.X.Type(), false, u.p.in.Pkg, m)
		f, ok := obj.(*types.Func)
		if !ok || len(index) != 1 || indirect || !types.Identical(f.Signature().Recv().Type(), box.X.Type()) {
			return false
		}
		sum := u.p.summary(f.Origin().FullName())
		if sum == nil {
			return false
		}
		methods = append(methods, sum)
	}
	for _, f := range methods {
		one := *s
		one.args, one.sets, one.data, one.res = []ssa.Value{box.X}, []set{u.of(box.X)}, []uint64{u.dataOf(box.X)}, nil
		u.apply(&one, f)
		if u.final {
			u.out.Calls = append(u.out.Calls, facts.Call{Callee: f.Name, Pos: u.p.position(u.pos(s.in))})
		}
	}
	if s.res != nil {
		_, d := u.everything(s)
		u.result(s, -1, nil, d)
	}
	return true
}
