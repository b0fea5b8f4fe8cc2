package resolve

import (
	"go/token"
	"go/types"
	"time"

	"github.com/sigen-dev/sigen/gen/internal/load"
	"github.com/sigen-dev/sigen/gen/internal/marker"
	"github.com/sigen-dev/sigen/gen/internal/model"
)

const codeRunnableSignature = "SIG210"

const runnableForms = "a runnable is (ctx) error, (ctx) (R, error), (ctx, P) error, (ctx, P) (R, error) or a stream: (ctx, P) iter.Seq2[R, error]"

// runnable resolves one method marked //sig:runnable.
func (p *pkgResolver) runnable(m *load.Mark, name string, namePos token.Pos, sig *types.Signature, doc, owner string) *model.Method {
	out := &model.Method{
		GoName: name, Name: m.Value("name"), Desc: m.Value("desc"), Doc: doc, Timeout: m.Value("timeout"),
		Idempotent: m.Has("idempotent"), Destructive: m.Has("destructive"), Pos: p.pos(namePos),
	}
	if out.Name == "" {
		out.Name = kebab(name)
	} else {
		out.Pos = p.pos(m.ArgPos("name"))
	}
	if d, err := time.ParseDuration(out.Timeout); err == nil {
		out.TimeoutNS = int64(d)
	}
	if l, mistake := marker.ParseLimit(m.Value("limit")); m.Has("limit") && mistake == nil { // the directive's own check has said what is wrong
		out.Limit = model.Limit{Rate: l.Rate, Burst: l.Burst, Concurrency: l.Concurrency, Queue: l.Queue, Result: l.Result, PerNS: int64(l.Per), DeadlineNS: int64(l.Deadline)}
	}
	bad := func(pos token.Pos, format string, args ...any) *model.Method {
		if !pos.IsValid() || p.res.IsStub(pos) {
			pos = namePos
		}
		p.report(codeRunnableSignature, pos, runnableForms, format, args...)
		return nil
	}
	params, results := sig.Params(), sig.Results()
	if sig.TypeParams().Len() > 0 {
		return bad(namePos, "runnable %s has type parameters", name)
	}
	if sig.Variadic() {
		return bad(params.At(params.Len()-1).Pos(), "runnable %s is variadic", name)
	}
	if params.Len() == 0 || !isContext(params.At(0).Type()) {
		if params.Len() > 0 && p.invalid(params.At(0).Type(), params.At(0).Pos()) {
			return nil
		}
		return bad(namePos, "the first parameter of runnable %s must have type context.Context", name)
	}
	if params.Len() > 2 {
		return bad(params.At(2).Pos(), "runnable %s takes more than a context and one params struct", name)
	}
	elem := streamOf(results)
	if elem != nil {
		out.Stream = true
		if _, args := nameOf(types.Unalias(results.At(0).Type())); !isError(args.At(1)) {
			return bad(namePos, "runnable %s returns pairs with %s, not with an error", name, p.show(args.At(1)))
		}
	} else if results.Len() == 0 || results.Len() > 2 || !isError(results.At(results.Len()-1).Type()) {
		if results.Len() > 0 && p.invalid(results.At(results.Len()-1).Type(), namePos) {
			return nil
		}
		pos := namePos
		if results.Len() > 2 {
			pos = results.At(2).Pos()
		}
		return bad(pos, "runnable %s must return an error last, with at most one result before it", name)
	}
	ok := true
	if params.Len() == 2 {
		v := params.At(1)
		out.Params = p.payload(v.Type(), at(v.Pos(), namePos), use{decode: true, encode: true, what: "params of " + owner + "." + name, params: true})
		ok = ok && out.Params != nil
	}
	if elem != nil {
		out.Result = p.streamed(elem, namePos, use{decode: true, encode: true, what: "an element of " + owner + "." + name})
		ok = ok && out.Result != nil
	} else if results.Len() == 2 {
		v := results.At(0)
		out.Result = p.payload(v.Type(), at(v.Pos(), namePos), use{decode: true, encode: true, what: "result of " + owner + "." + name})
		ok = ok && out.Result != nil
	}
	if !ok {
		return nil
	}
	return out
}

func at(pos, otherwise token.Pos) token.Pos {
	if pos.IsValid() {
		return pos
	}
	return otherwise
}

// streamOf is the R of a stream's iter.Seq2[R, error]; nil for what is no stream.
func streamOf(results *types.Tuple) types.Type {
	if results.Len() != 1 || !isNamed(results.At(0).Type(), "iter", "Seq2") {
		return nil
	}
	if _, args := nameOf(types.Unalias(results.At(0).Type())); args.Len() == 2 {
		return args.At(0)
	}
	return nil
}

// streamed resolves an element of a stream: any value, as long as it is one and no pointer to it.
func (p *pkgResolver) streamed(t types.Type, pos token.Pos, u use) *model.Ref {
	if p.invalid(t, pos) {
		return nil
	}
	if _, ok := types.Unalias(t).(*types.Pointer); ok && !isProtoPointer(t) {
		p.report(codePayload, pos, "yield the struct itself; values are copied where the tenant changes", "%s is a pointer: %s", u.what, p.show(t))
		return nil
	}
	return p.value(t, pos, u.what, u)
}

// invalid reports whether t is a type that the checker could not determine, and notes where.
func (p *pkgResolver) invalid(t types.Type, pos token.Pos) bool {
	if types.Unalias(t) != types.Typ[types.Invalid] {
		return false
	}
	p.unknown = append(p.unknown, pos)
	return true
}

const codePayload = "SIG211"

// payload resolves the params or the result of a runnable: a struct or another named type of values.
func (p *pkgResolver) payload(t types.Type, pos token.Pos, u use) *model.Ref {
	if p.invalid(t, pos) {
		return nil
	}
	if isProtoPointer(t) {
		return p.value(t, pos, u.what, u)
	}
	if _, ok := types.Unalias(t).(*types.Pointer); ok {
		p.report(codePayload, pos, "pass the struct itself; values are copied where the tenant changes", "%s is a pointer: %s", u.what, p.show(t))
		return nil
	}
	if isAny(t) {
		p.report(codeAny, pos, "declare a struct with the fields that a caller may send", "%s is %s, which says nothing about its fields", u.what, p.show(t))
		return nil
	}
	if obj, _ := nameOf(types.Unalias(t)); obj == nil || obj.Pkg() == nil {
		p.report(codePayload, pos, "declare a type for it, a struct best: fields can be added later", "%s has the unnamed type %s", u.what, p.show(t))
		return nil
	}
	return p.value(t, pos, u.what, u)
}

func isAny(t types.Type) bool {
	i, ok := types.Unalias(t).Underlying().(*types.Interface)
	return ok && i.Empty()
}
