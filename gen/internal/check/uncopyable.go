package check

import (
	"fmt"
	"go/token"

	"github.com/sigen-dev/sigen/gen/internal/diag"
	"github.com/sigen-dev/sigen/gen/internal/model"
)

const codeUncopyable = "SIG226"

// uncopyable: what is carried is copied where the tenant changes. An interface that
// lists the methods of a codec says how its value writes itself, and not which type
// a copy would have.
func uncopyable(p *model.Package) []diag.Diagnostic {
	var ds []diag.Diagnostic
	look := func(r *model.Ref, pos token.Position, what string) {
		in := interfaceIn(r)
		if in == nil {
			return
		}
		ds = append(ds, diag.Diagnostic{
			Pos: pos, Code: codeUncopyable,
			Text: fmt.Sprintf("%s cannot be copied where the tenant changes: %s is an interface, so the copy would have no type", what, in.Type.Name),
			Hint: "use the concrete type",
		})
	}
	for _, c := range packageContracts(p) {
		for _, m := range c.Methods {
			look(m.Params, m.Pos, "the parameter of "+m.GoName)
			look(m.Result, m.Pos, "the result of "+m.GoName)
		}
	}
	for _, t := range p.Types {
		for _, m := range t.Members {
			look(m.Ref, m.Pos, "field "+m.GoName)
		}
	}
	return ds
}

// interfaceIn is the interface that values of r hold, outside of structs; nil for none.
func interfaceIn(r *model.Ref) *model.Ref {
	if r == nil {
		return nil
	}
	if (r.Kind == model.KindJSON || r.Kind == model.KindText) && r.Basic == "interface" {
		return r
	}
	if in := interfaceIn(r.Key); in != nil {
		return in
	}
	return interfaceIn(r.Elem)
}
