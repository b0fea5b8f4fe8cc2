package invoke

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"github.com/sigen-dev/sigen/gen/internal/diag"
	"github.com/sigen-dev/sigen/gen/vet/internal/facts"
)

// The codes of what is found.
const (
	CodeName   = "SIG741" // a name that stands for nothing
	CodeTarget = "SIG742" // a target where none may be, or none where one has to be
	CodeKey    = "SIG743" // a key that is missing, unknown or twice
	CodeType   = "SIG744" // a value that does not fit its key
	CodeResult = "SIG745" // a result that has another type
)

// A Problem is one mistake in a call by name.
type Problem struct {
	Code     string
	Pos, End token.Pos
	Text     string
	Hint     string
	Fix      *Edit
}

// An Edit replaces the text from Pos up to End.
type Edit struct {
	Text     string
	Pos, End token.Pos
	New      string
}

// known is everything that the packages in sight declare.
type known struct {
	routes     map[string]*facts.Route
	byType     map[string]*facts.Route
	components map[string]*facts.Mounted
	scopes     map[string]map[string]bool // scopes of the components that serve a route, by its type
	instances  []string
}

func index(all []*facts.Contracts) *known {
	k := &known{routes: map[string]*facts.Route{}, byType: map[string]*facts.Route{}, components: map[string]*facts.Mounted{}, scopes: map[string]map[string]bool{}}
	for _, c := range all {
		for i := range c.Routes {
			r := &c.Routes[i]
			k.routes[r.Name], k.byType[r.Type] = r, r
		}
		k.instances = append(k.instances, c.Instances...)
	}
	for _, c := range all {
		for i := range c.Components {
			m := &c.Components[i]
			k.components[m.Name] = m
			for _, t := range m.Routes {
				if k.scopes[t] == nil {
					k.scopes[t] = map[string]bool{}
				}
				k.scopes[t][m.Scope] = true
			}
		}
	}
	return k
}

func names[T any](m map[string]T) []string {
	out := make([]string, 0, len(m))
	for n := range m {
		out = append(out, n)
	}
	slices.Sort(out)
	return out
}

// tenancy puts a verified target into the context of a request.
const tenancy = "github.com/sigen-dev/sigen/runtime/tenancy"

// Check looks at every call by name in a package, given what it and the packages
// that it imports declare. What no package in sight declares is not judged unless
// it is nearly the name of something.
func Check(p Package, all []*facts.Contracts) []Problem {
	c := &checker{Package: p, known: index(all)}
	for _, i := range p.Pkg.Imports() {
		c.verified = c.verified || i.Path() == tenancy
	}
	for _, f := range p.Files {
		if ast.IsGenerated(f) {
			continue
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				c.call(call)
			}
			return true
		})
		c.results(f)
	}
	return c.out
}

type checker struct {
	Package
	known    *known
	verified bool // contexts of this package may carry a verified target
	out      []Problem
}

func (c *checker) report(code string, at ast.Node, fix *Edit, hint, format string, args ...any) {
	c.out = append(c.out, Problem{Code: code, Pos: at.Pos(), End: at.End(), Text: fmt.Sprintf(format, args...), Hint: hint, Fix: fix})
}

// rename replaces part of the string literal e, when it is one.
func rename(e ast.Expr, from, to string) *Edit {
	lit, ok := ast.Unparen(e).(*ast.BasicLit)
	if !ok || from == "" || strings.Count(lit.Value, from) != 1 {
		return nil
	}
	i := strings.Index(lit.Value, from)
	at := lit.Pos() + token.Pos(i)
	return &Edit{Text: "write " + to, Pos: at, End: at + token.Pos(len(from)), New: to}
}

func did(near string) string {
	if near == "" {
		return ""
	}
	return "; did you mean " + strconv.Quote(near) + "?"
}

func (c *checker) call(call *ast.CallExpr) {
	kind, args := kindOf(c.Info, call)
	switch kind {
	case callInvoke, callJSON:
		run, route := c.runnable(args[0])
		if run == nil {
			return
		}
		if kind == callInvoke {
			c.params(run, route, args[1])
		} else if in, ok := bytesOf(c.Info, args[1]); ok {
			c.document(run, route, in, args[1])
		}
	case callInstantiate:
		c.instantiate(args)
	}
}

// runnable finds what a name stands for and reports one that stands for nothing.
func (c *checker) runnable(arg ast.Expr) (*facts.Runnable, *facts.Route) {
	name, ok := text(c.Info, arg)
	if !ok {
		return nil, nil
	}
	first, last, dotted := strings.Cut(name, ".")
	if !dotted {
		c.report(CodeName, arg, nil, "write the route or the instance, a dot, and the runnable", "%q names no runnable", name)
		return nil, nil
	}
	route := c.known.routes[first]
	if route == nil {
		if slices.Contains(c.known.instances, first) {
			return nil, nil
		}
		if near := diag.Nearest(first, append(names(c.known.routes), c.known.instances...)); near != "" {
			c.report(CodeName, arg, rename(arg, first, near), "the routes in sight are "+strings.Join(names(c.known.routes), ", "), "no route or instance is called %q%s", first, did(near))
		}
		return nil, nil
	}
	var all []string
	for i := range route.Runnables {
		if route.Runnables[i].Name == last {
			return &route.Runnables[i], route
		}
		all = append(all, route.Runnables[i].Name)
	}
	if slices.Contains(c.known.instances, first) {
		return nil, nil // an instance that is called like a route
	}
	near := diag.Nearest(last, all)
	var fix *Edit
	if near != "" {
		fix = rename(arg, "."+last, "."+near)
	}
	c.report(CodeName, arg, fix, "its runnables are "+strings.Join(all, ", "), "route %s has no runnable %q%s", first, last, did(near))
	return nil, nil
}

// serves says whether calls of a route need a target: 1 they do, -1 they may not have one, 0 it depends.
func (c *checker) serves(r *facts.Route) int {
	s := c.known.scopes[r.Type]
	switch {
	case len(s) == 0 || c.verified || slices.Contains(c.known.instances, r.Name):
		return 0
	case s["tenant"] && len(s) == 1:
		return 1
	case !s["tenant"]:
		return -1
	}
	return 0
}

func (c *checker) params(run *facts.Runnable, route *facts.Route, arg ast.Expr) {
	lit, nilled := literal(c.Info, arg)
	if lit == nil && !nilled {
		return
	}
	if nilled {
		lit = &ast.CompositeLit{Lbrace: arg.Pos(), Rbrace: arg.End()}
	}
	what := route.Name + "." + run.Name
	c.keys(lit, nilled, what, run.Params, c.serves(route))
}

// keys holds a map literal against what is expected of its keys; target is as serves has it.
func (c *checker) keys(lit *ast.CompositeLit, nilled bool, what string, fields []facts.Field, target int) {
	seen := map[string]bool{}
	whole := true
	var all []string
	for _, f := range fields {
		all = append(all, f.Name)
	}
	for i, e := range lit.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		name, ok := text(c.Info, kv.Key)
		if !ok {
			whole = false
			continue
		}
		seen[name] = true
		if name == "target" {
			c.target(lit, i, kv, what, target)
			continue
		}
		at := slices.IndexFunc(fields, func(f facts.Field) bool { return f.Name == name })
		if at < 0 {
			near := diag.Nearest(name, all)
			var fix *Edit
			if near != "" {
				fix = rename(kv.Key, name, near)
			}
			hint := what + " takes nothing"
			if len(all) > 0 {
				hint = "it takes " + strings.Join(all, ", ")
			}
			c.report(CodeKey, kv.Key, fix, hint, "%s has no key %q%s", what, name, did(near))
			continue
		}
		if msg := c.misfit(kv.Value, fields[at]); msg != "" {
			c.report(CodeType, kv.Value, nil, "give it "+fields[at].Shape.String(), "%s of %s is a %s, and %s does not fit", name, what, fields[at].Type, msg)
		}
	}
	if !whole {
		return
	}
	if target > 0 && !seen["target"] {
		var fix *Edit
		if !nilled {
			text := `"target": ""`
			if len(lit.Elts) > 0 {
				text += ", "
			}
			fix = &Edit{Text: "add a target", Pos: lit.Lbrace + 1, End: lit.Lbrace + 1, New: text}
		}
		c.report(CodeTarget, lit, fix, `add "target" with the tenant's name`, "%s is served by tenant components, and no target says which tenant's", what)
	}
	var missing []string
	for _, f := range fields {
		if f.Required && !seen[f.Name] {
			missing = append(missing, f.Name)
		}
	}
	if len(missing) > 0 {
		c.report(CodeKey, lit, nil, "add it, or give the field a default, or make it optional", "%s needs %s", what, strings.Join(missing, ", "))
	}
}

func (c *checker) target(lit *ast.CompositeLit, i int, kv *ast.KeyValueExpr, what string, target int) {
	if target < 0 {
		end := lit.Rbrace
		if i+1 < len(lit.Elts) {
			end = lit.Elts[i+1].Pos()
		}
		c.report(CodeTarget, kv, &Edit{Text: "remove the target", Pos: kv.Pos(), End: end}, "leave the target out", "%s is served by no tenant component, so it has no target", what)
		return
	}
	if t := c.Info.TypeOf(kv.Value); t != nil && shape(t) != facts.TextShape {
		c.report(CodeType, kv.Value, nil, "give it the tenant's name", "the target of %s is a %s and not a string", what, t)
	}
}

// misfit says what is wrong with a value for a field, "" for one that fits or cannot be judged.
func (c *checker) misfit(v ast.Expr, f facts.Field) string {
	tv := c.Info.Types[v]
	if tv.Type == nil || f.Shape == facts.AnyShape || tv.IsNil() {
		return ""
	}
	got := shape(tv.Type)
	if tv.Value != nil && tv.Value.Kind() == constant.Int && got == facts.FloatShape {
		got = facts.IntShape
	}
	if got == facts.AnyShape || got == f.Shape || got == facts.IntShape && f.Shape == facts.FloatShape {
		return ""
	}
	return types.TypeString(tv.Type, types.RelativeTo(c.Pkg))
}

// document holds a JSON text against what is expected of its keys.
func (c *checker) document(run *facts.Runnable, route *facts.Route, in string, arg ast.Expr) {
	what := route.Name + "." + run.Name
	target := c.serves(route)
	members := map[string]json.RawMessage{}
	trimmed := strings.TrimSpace(in)
	if trimmed != "" && trimmed != "null" {
		if err := json.Unmarshal([]byte(in), &members); err != nil {
			c.report(CodeType, arg, nil, "write one JSON object", "the params of %s are no JSON object: %v", what, err)
			return
		}
	}
	var lit ast.Expr = arg
	if call, ok := ast.Unparen(arg).(*ast.CallExpr); ok {
		lit = call.Args[0]
	}
	var all, missing []string
	for _, f := range run.Params {
		all = append(all, f.Name)
		v, has := members[f.Name]
		switch {
		case !has && f.Required:
			missing = append(missing, f.Name)
		case has && !fits(v, f.Shape):
			c.report(CodeType, lit, nil, "give it "+f.Shape.String(), "%s of %s is a %s, and %s does not fit", f.Name, what, f.Type, v)
		}
	}
	for _, name := range names(members) {
		if name == "target" {
			if target < 0 {
				c.report(CodeTarget, lit, nil, "leave the target out", "%s is served by no tenant component, so it has no target", what)
			}
			continue
		}
		if !slices.Contains(all, name) {
			near := diag.Nearest(name, all)
			var fix *Edit
			if near != "" {
				fix = rename(lit, name, near)
			}
			c.report(CodeKey, lit, fix, "it takes "+strings.Join(all, ", "), "%s has no key %q%s", what, name, did(near))
		}
	}
	if _, has := members["target"]; target > 0 && !has {
		c.report(CodeTarget, lit, nil, `add "target" with the tenant's name`, "%s is served by tenant components, and no target says which tenant's", what)
	}
	if len(missing) > 0 {
		c.report(CodeKey, lit, nil, "add it, or give the field a default, or make it optional", "%s needs %s", what, strings.Join(missing, ", "))
	}
}

// fits reports whether a JSON value can have a shape.
func fits(v json.RawMessage, s facts.Shape) bool {
	v = bytes.TrimSpace(v)
	if len(v) == 0 || s == facts.AnyShape {
		return true
	}
	switch v[0] {
	case '"':
		return s == facts.TextShape
	case '{':
		return s == facts.ObjectShape
	case '[':
		return s == facts.ListShape
	case 't', 'f':
		return s == facts.BoolShape
	case 'n':
		return true // whether the field may be null is the decoder's to say
	}
	return s == facts.FloatShape || s == facts.IntShape && !bytes.ContainsAny(v, ".eE")
}

func (c *checker) instantiate(args []ast.Expr) {
	name, ok := text(c.Info, args[0])
	if !ok {
		return
	}
	m := c.known.components[name]
	if m == nil {
		if near := diag.Nearest(name, names(c.known.components)); near != "" {
			c.report(CodeName, args[0], rename(args[0], name, near), "the components in sight are "+strings.Join(names(c.known.components), ", "), "no component is called %q%s", name, did(near))
		}
		return
	}
	lit, nilled := literal(c.Info, args[2])
	if lit == nil && !nilled {
		return
	}
	if nilled {
		lit = &ast.CompositeLit{Lbrace: args[2].Pos(), Rbrace: args[2].End()}
	}
	target := -1
	if m.Scope == "tenant" {
		target = 1
	}
	c.keys(lit, nilled, "component "+name, m.Props, target)
}

// results looks at assertions of what Invoke returned.
func (c *checker) results(f *ast.File) {
	from := map[types.Object]*facts.Runnable{}
	twice := map[types.Object]bool{}
	calls := map[types.Object]string{}
	note := func(lhs []ast.Expr, rhs []ast.Expr) {
		for i, l := range lhs {
			id, ok := l.(*ast.Ident)
			if !ok || id.Name == "_" {
				continue
			}
			obj := c.Info.Defs[id]
			if obj == nil {
				obj = c.Info.Uses[id]
			}
			if obj == nil {
				continue
			}
			if from[obj] != nil || twice[obj] {
				twice[obj] = true
				continue
			}
			if i == 0 && len(rhs) == 1 {
				if call, ok := ast.Unparen(rhs[0]).(*ast.CallExpr); ok {
					if run, name := c.resultOf(call); run != nil {
						from[obj], calls[obj] = run, name
						continue
					}
				}
			}
			twice[obj] = true
		}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		if a, ok := n.(*ast.AssignStmt); ok {
			note(a.Lhs, a.Rhs)
		}
		return true
	})
	ast.Inspect(f, func(n ast.Node) bool {
		a, ok := n.(*ast.TypeAssertExpr)
		if !ok || a.Type == nil {
			return true
		}
		id, ok := ast.Unparen(a.X).(*ast.Ident)
		if !ok {
			return true
		}
		obj := c.Info.Uses[id]
		run := from[obj]
		if run == nil || twice[obj] {
			return true
		}
		t := c.Info.TypeOf(a.Type)
		if t == nil || types.IsInterface(t) {
			return true
		}
		if got := types.TypeString(t, nil); got != run.Result {
			c.wrongResult(a, run, calls[obj], got)
		}
		return true
	})
}

func (c *checker) wrongResult(a *ast.TypeAssertExpr, run *facts.Runnable, name, got string) {
	switch {
	case run.Stream:
		return // what a stream is by name is the runtime's to say
	case run.Result == "":
		c.report(CodeResult, a.Type, nil, "leave the assertion out", "%s has no result", name)
	case strings.TrimPrefix(got, "*") == run.Result:
		fix := &Edit{Text: "assert the value", Pos: a.Type.Pos(), End: a.Type.Pos() + 1}
		c.report(CodeResult, a.Type, fix, "assert the value and not a pointer", "%s returns a %s", name, short(run.Result))
	default:
		c.report(CodeResult, a.Type, nil, "assert "+short(run.Result), "%s returns a %s", name, short(run.Result))
	}
}

// short is a type with the last element of its package's path.
func short(t string) string {
	if i := strings.LastIndex(t, "/"); i >= 0 {
		lead := t[:len(t)-len(strings.TrimLeft(t, "*[]"))]
		return lead + t[i+1:]
	}
	return t
}

func (c *checker) resultOf(call *ast.CallExpr) (*facts.Runnable, string) {
	kind, args := kindOf(c.Info, call)
	if kind != callInvoke {
		return nil, ""
	}
	name, ok := text(c.Info, args[0])
	if !ok {
		return nil, ""
	}
	first, last, _ := strings.Cut(name, ".")
	r := c.known.routes[first]
	if r == nil || slices.Contains(c.known.instances, first) {
		return nil, ""
	}
	for i := range r.Runnables {
		if r.Runnables[i].Name == last {
			return &r.Runnables[i], name
		}
	}
	return nil, ""
}
