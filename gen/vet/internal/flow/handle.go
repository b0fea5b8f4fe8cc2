package flow

import (
	"go/constant"
	"go/token"
	"go/types"
	"regexp"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/sigen-dev/sigen/gen/vet/internal/facts"
)

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
	if recv != "" && kernels && u.isCell(s.args[0].Type()) && !readsCell(method) {
		u.writeAny(s.in, u.reach(s.sets[0]), s.args[0], "sets")
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
	var given set
	given.union(h)
	if own { // a transaction is the pool's, and so is what is done with it
		given.union(u.paramsOf(s.sets[0]))
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
	mine := own && (!u.paramsOf(s.sets[0]).empty() || !kernels && !u.p.types.reaches(s.args[0].Type())) // a name alone says whose it is, too
	if mine && u.final && argData != 0 && !(kernels && readsOnly(recv, method, s)) {
		u.flowLabels(nil, argData, facts.Label{Kind: facts.Own}, u.p.position(u.pos(s.in)), recv+"."+method)
	}
	_, od := u.feed(s, all, given, 0)
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

// isCell reports whether t is a signal, or what signals belong to. No kernel mints those, so they may lie in anybody's
// memory, and what is set there is a write like any other.
func (u *unit) isCell(t types.Type) bool {
	n := named(t)
	if n == nil || n.Obj().Pkg() == nil {
		return false
	}
	path := n.Obj().Pkg().Path()
	return path == runtimePath+"/reactive" || n.Obj().Name() == "Signal" && trustBase(path)
}

// readsCell reports whether a method of a cell sets nothing there.
func readsCell(method string) bool {
	switch method {
	case "Get", "GetIn", "At", "Track", "Load", "Error", "Unwrap":
		return true
	}
	return false
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
	sqlCalls = regexp.MustCompile("([\\w.\"`]+)\\s*\\(")
	sqlReads = regexp.MustCompile(`^(SELECT|FROM|JOIN|WHERE|AND|OR|NOT|IN|EXISTS|ANY|ALL|AS|ON|OVER|BY|THEN|ELSE|WHEN|UNION|VALUES|COUNT|SUM|MIN|MAX|AVG|COALESCE|NULLIF|LOWER|UPPER|LENGTH|TRIM|SUBSTR|SUBSTRING|ROUND|ABS|CAST|NOW|DATE|CONCAT|REPLACE)$`)
	sqlDoes  = regexp.MustCompile(`\bINTO\b|\bFOR\b|:=|/\*|--|#`) // comments can come between a function and its arguments
)

// selects reports whether a statement only reads: one SELECT that calls no function but those that are known to.
func selects(query string) bool {
	q := strings.ToUpper(strings.TrimSpace(query))
	if !strings.HasPrefix(q, "SELECT ") || strings.Contains(strings.TrimSuffix(q, ";"), ";") || sqlDoes.MatchString(q) {
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
		"Instance.Target", "Instance.Name", "Instance.Now", "Instance.Log", "Secret.Reveal", "Caller.Tenant", "Caller.Instance", "Caller.Component", "Caller.Kind",
		"Error.Error", "Error.Is", "Error.Unwrap", "Rows.Scan", "Rows.Next", "Rows.Err", "Rows.Close", "Rows.Columns":
		return true
	case "Pool.InTx": // whether it commits is what its function returns
		return len(s.args) > 2 && onlySelects(s.args[2])
	case "Pool.Query", "Tx.Query":
		return len(s.args) > 2 && selectsConst(s.args[2])
	}
	return false
}

// selectsConst reports whether v is the text of a statement that only reads.
func selectsConst(v ssa.Value) bool {
	c, ok := v.(*ssa.Const)
	return ok && c.Value != nil && c.Value.Kind() == constant.String && selects(constant.StringVal(c.Value))
}

// onlySelects reports whether a function does nothing with the transaction that it is called with but reading statements.
func onlySelects(v ssa.Value) bool {
	if mc, ok := v.(*ssa.MakeClosure); ok {
		v = mc.Fn
	}
	f, ok := v.(*ssa.Function)
	if !ok || len(f.Blocks) == 0 || len(f.Params) != 1 {
		return false
	}
	for _, r := range *f.Params[0].Referrers() {
		if _, ok := r.(*ssa.DebugRef); ok {
			continue
		}
		call, ok := r.(*ssa.Call)
		if !ok || call.Call.StaticCallee() == nil || call.Call.StaticCallee().Name() != "Query" || len(call.Call.Args) < 3 || call.Call.Args[0] != f.Params[0] || !selectsConst(call.Call.Args[2]) {
			return false
		}
	}
	return true
}
