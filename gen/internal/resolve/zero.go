package resolve

import (
	"go/token"
	"go/types"

	"github.com/sigen-dev/sigen/gen/internal/model"
)

// omitZero finds out how a member with the json option omitzero is told to be
// zero: by its own IsZero, by comparison, or, where Go compares no such values,
// field by field.
func (p *pkgResolver) omitZero(m *model.Member, f *types.Var, pos token.Pos) {
	t := f.Type()
	if hasIsZero(t) {
		m.ZeroMethod = true
		return
	}
	switch types.Unalias(t).Underlying().(type) {
	case *types.Struct, *types.Array:
	default:
		return
	}
	if strictlyComparable(t) {
		return
	}
	var ok bool
	if m.NonZero, ok = p.nonZero(t, ""); !ok {
		p.report(codeOmitZero, pos, "give the type a method IsZero() bool, or use a pointer with omitempty",
			"field %s has the json option omitzero, but values of its type %s cannot be compared", f.Name(), p.show(t))
	}
}

// hasIsZero reports whether encoding/json asks a value of t itself.
func hasIsZero(t types.Type) bool {
	if ptr, ok := types.Unalias(t).(*types.Pointer); ok {
		t = ptr.Elem()
	}
	z := method(t, "IsZero")
	return z != nil && z.Params().Len() == 0 && z.Results().Len() == 1 && types.Identical(z.Results().At(0).Type(), types.Typ[types.Bool])
}

// nonZero lists the comparisons of which one holds when a struct at path is not
// zero; false when a field cannot be reached from here.
func (p *pkgResolver) nonZero(t types.Type, path string) ([]model.NonZero, bool) {
	one := func(zero string) ([]model.NonZero, bool) { return []model.NonZero{{Path: path, Zero: zero}}, true }
	switch u := types.Unalias(t).Underlying().(type) {
	case *types.Basic:
		switch info := u.Info(); {
		case info&types.IsBoolean != 0:
			_, plain := types.Unalias(t).(*types.Basic)
			return []model.NonZero{{Path: path, Zero: "false", Named: !plain}}, true
		case info&types.IsString != 0:
			return one(`""`)
		case info&types.IsNumeric != 0:
			return one("0")
		}
		return one("nil")
	case *types.Array:
		if strictlyComparable(t) && p.canWrite(t) {
			return one("(" + p.ref(t).Expr + "{})")
		}
		return nil, false
	case *types.Struct:
		var out []model.NonZero
		for f := range u.Fields() {
			if f.Name() == "_" {
				continue
			}
			if !f.Exported() && f.Pkg() != p.lp.Types {
				return nil, false
			}
			more, ok := p.nonZero(f.Type(), path+"."+f.Name())
			if !ok {
				return nil, false
			}
			out = append(out, more...)
		}
		return out, true
	}
	return one("nil")
}

// canWrite reports whether code of this package can write a type that is made of arrays and names.
func (p *pkgResolver) canWrite(t types.Type) bool {
	switch t := types.Unalias(t).(type) {
	case *types.Basic:
		return true
	case *types.Array:
		return p.canWrite(t.Elem())
	case *types.Named:
		obj := t.Obj()
		return t.TypeArgs().Len() == 0 && (obj.Pkg() == p.lp.Types || obj.Exported() && importable(publicPath(obj.Pkg().Path()), p.lp.Path))
	}
	return false
}
