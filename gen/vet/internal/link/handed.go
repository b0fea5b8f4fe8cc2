package link

import (
	"fmt"
	"go/token"
	"maps"
	"slices"

	"github.com/sigen-dev/sigen/gen/vet/internal/facts"
	"github.com/sigen-dev/sigen/gen/vet/internal/flow"
	"github.com/sigen-dev/sigen/gen/vet/internal/std"
)

// A question is what is asked about the functions in a shared component.
type question struct {
	n                   *node
	from                facts.Kind
	param               int
	iface, method, what string
	data                bool
	pos                 token.Position
}

// handed looks at a function in a shared component that is called with what a
// caller sent: whether one that may be there keeps it.
func (r *run) handed(n *node, fl facts.Flow) {
	q := question{n, fl.From.Kind, fl.From.N, fl.To.Iface, fl.To.Name, fl.What, fl.Data, fl.Pos}
	if r.asked[q] { // functions and methods may lead to one another
		return
	}
	r.asked[q] = true
	because := fl.What == facts.Condition
	gets := fl.To.Name != "" || r.gets(n)
	hands := slices.ContainsFunc(r.order, func(m *node) bool { // one of them may decide about another
		return slices.ContainsFunc(r.kept(m), func(c facts.Callee) bool {
			f := r.p.funcs[c.Name]
			return f != nil && (c.Inner && f.Hands || !c.Inner && c.Captures && asksFunction(f))
		})
	})
	for _, m := range r.order {
		for _, c := range r.kept(m) {
			switch f := r.p.funcs[c.Name]; {
			case c.Name == "":
				r.add(facts.Effect{Code: facts.CodeCall, Verdict: facts.Undecided, Object: r.c.Type, Pos: fl.Pos, Text: "hands what a caller sent to a function in the shared component, and it cannot be known which"}, n)
			case f == nil && (c.Captures || gets && writes(c.Name)):
				r.add(facts.Effect{Code: facts.CodeCall, Verdict: facts.Undecided, Object: r.c.Type, Pos: fl.Pos, Text: "hands what a caller sent to " + base(c.Name) + ", of which nothing is known"}, n)
			case f == nil:
			case r.handedThrough(n, fl, c, f, because || hands):
			case gets && (c.Inner && f.Inks != nil || !c.Inner && keepsGiven(f, c.Captures, because)):
				r.caller(n, fl)
			case (because || hands) && (c.Inner && f.Counts || !c.Inner && c.Captures && writesReceiver(f)):
				r.caller(n, fl)
			case because:
			case c.Inner && f.Hoards, !c.Inner && c.Captures && slices.ContainsFunc(f.Flows, func(fl facts.Flow) bool {
				return fl.From.Kind == facts.OfParam && fl.From.N > 0 && fl.To.Kind == facts.OfParam && fl.To.N == 0
			}):
				r.add(facts.Effect{Code: facts.CodeCaller, Verdict: facts.Leak, Object: r.c.Type, Pos: fl.Pos, Text: "hands what a caller sent to a function that keeps it in the shared component",
					Related: []facts.Place{{Pos: f.Pos, Text: "a function of " + base(f.Name)}}}, n)
			}
		}
	}
}

// kept are the functions that one puts into a shared component, and those that one which sync calls once has returned.
func (r *run) kept(m *node) []facts.Callee {
	out := slices.Clone(m.f.Keeps)
	for i := 0; i < len(out); i++ {
		f := r.p.funcs[out[i].Name]
		if !out[i].Once || f == nil {
			continue
		}
		made := f.Made
		if f.Opaque {
			made = append(slices.Clone(made), facts.Callee{})
		}
		for _, c := range made {
			if !slices.Contains(out, c) {
				out = append(out, c)
			}
		}
	}
	return out
}

// asksFunction reports whether a method calls a function that its receiver leads to with what it gets, or because of it.
func asksFunction(f *facts.Func) bool {
	return slices.ContainsFunc(f.Flows, func(fl facts.Flow) bool {
		return fl.From.Kind == facts.OfParam && fl.From.N > 0 && fl.To.Kind == facts.Called && fl.To.N == 0 && fl.To.Iface == ""
	})
}

// handedThrough looks at the methods of interfaces that a function in a shared component has captured, or has in its receiver,
// and calls in turn. It reports whether it found one that keeps what a caller sent, or counts.
func (r *run) handedThrough(n *node, fl facts.Flow, c facts.Callee, f *facts.Func, because bool) bool {
	before := len(r.found)
	ask := func(iface, method, what string) {
		fl.To.Iface, fl.To.Name, fl.What = iface, method, what
		r.handedMethod(n, fl)
	}
	switch {
	case c.Inner:
		for _, m := range f.Through {
			if m.Given && fl.What != facts.Condition {
				ask(m.Iface, m.Name, fl.What)
			}
			if m.Because || because {
				ask(m.Iface, m.Name, facts.Condition)
			}
		}
	case c.Captures:
		for _, to := range f.Flows {
			if to.To.Kind == facts.Called && to.To.N == 0 && to.To.Iface != "" && to.From.Kind == facts.OfParam && (to.From.N > 0 || because) {
				if because {
					to.What = facts.Condition
				}
				ask(to.To.Iface, to.To.Name, to.What)
			}
		}
	}
	return len(r.found) > before
}

// gets reports whether functions in a shared component, called by a method of it, may be called with memory of the component
// itself: a function that has captured nothing can keep something only there.
func (r *run) gets(n *node) bool {
	if slices.ContainsFunc(n.f.Flows, func(fl facts.Flow) bool {
		return !fl.Data && fl.From.Kind == facts.OfParam && fl.From.N == 0 && fl.To.Kind == facts.Called && fl.To.N == 0 && fl.To.Name == ""
	}) {
		return true
	}
	return slices.ContainsFunc(r.order, func(m *node) bool { // one of them may put it where another finds it
		return slices.ContainsFunc(m.f.Keeps, func(c facts.Callee) bool {
			f := r.p.funcs[c.Name]
			return f != nil && c.Captures && (c.Inner && f.Lends || !c.Inner && slices.ContainsFunc(f.Flows, func(fl facts.Flow) bool {
				return !fl.Data && fl.From.N == 0 && betweenParams(fl)
			}))
		})
	})
}

// writes reports whether a function of the library, or one of which nothing is known, may write what it is called with.
func writes(name string) bool {
	sum := std.Load().Func(name)
	return !sum.Known || sum.Writes != 0
}

// keepsGiven reports whether a function puts what it is called with, or because of which it is called, where that leads. The
// receiver of a method value is not what it is called with.
func keepsGiven(f *facts.Func, bound, because bool) bool {
	given := func(param int) bool { return param > 0 || !bound }
	return slices.ContainsFunc(f.Writes, func(w facts.Write) bool { return given(w.Param) && (because || !w.Plain) }) ||
		slices.ContainsFunc(f.Flows, func(fl facts.Flow) bool { return betweenParams(fl) && given(fl.From.N) && given(fl.To.N) })
}

func betweenParams(fl facts.Flow) bool {
	return fl.From.Kind == facts.OfParam && fl.To.Kind == facts.OfParam
}

// handedContext looks at a function that a component keeps and that is called with a context: whether any that is made in what
// the component reaches keeps one. What functions with a name do with a context is found at them, unless nobody but a
// package-level variable has them, and functions of the library keep none.
func (r *run) handedContext(n *node, fl facts.Flow) {
	if fl.Data || fl.What != facts.Context || fl.To.Name != "" || fl.To.N != 0 || n.f.Ctx&(1<<min(fl.From.N, facts.LastParam)) == 0 || fl.From.Kind != facts.OfParam {
		return
	}
	for _, m := range r.order {
		if m.f.KeepsCtx || m.value && putsContext(m.f) {
			r.add(facts.Effect{Code: facts.CodeContext, Verdict: facts.Leak, Object: "context", Pos: fl.Pos, Text: "hands the context of a call to a function that may keep it in memory that outlives it",
				Related: []facts.Place{{Pos: m.f.Pos, Text: "a function of " + base(m.f.Name)}}}, n)
		}
	}
}

// putsContext reports whether a function puts a context that it gets into something else that it gets.
func putsContext(f *facts.Func) bool {
	return slices.ContainsFunc(f.Flows, func(fl facts.Flow) bool {
		return !fl.Data && betweenParams(fl) && f.Ctx&(1<<min(fl.From.N, facts.LastParam)) != 0
	})
}

// handedMethod looks at a method of an interface in a shared component that is called with what a caller
// sent, or because of it: whether one that may be there keeps it, or counts. What may be there is a type that becomes
// an interface in what the component reaches, and has all methods that the interface asks for.
func (r *run) handedMethod(n *node, fl facts.Flow) {
	type call struct {
		iface, method string
		because       bool // what a caller sent decides about the call, and no more
		carried       bool // it is in the context that the method gets
	}
	seen := map[call]bool{}
	work := []call{{fl.To.Iface, fl.To.Name, fl.What == facts.Condition, fl.What == facts.Context}}
	for len(work) > 0 {
		c := work[0]
		work = work[1:]
		if seen[c] {
			continue
		}
		seen[c] = true
		held := r.holding(c.iface)
		if len(held) == 0 && !r.p.contracts[c.iface] { // a contract is served by a client, which acts as its caller
			r.unknownMethod(n, fl, c.method, "and it cannot be known which")
		}
		for _, t := range held {
			if keeps, ok := r.p.foreign[t]; ok {
				if keeps[c.method] {
					r.unknownMethod(n, fl, c.method, "which may keep it in a value of "+base(t))
				}
				continue
			}
			f := r.p.funcs[r.p.types[t].Methods[c.method]]
			if f == nil {
				r.unknownMethod(n, fl, c.method, "which "+base(t)+" has of an interface or by no known body")
				continue
			}
			if f.Trusted {
				r.handle(n, fl, t)
				continue
			}
			if c.because && writesReceiver(f) {
				r.caller(n, fl)
			}
			for _, to := range f.Flows {
				because := c.because || to.What == facts.Condition
				ofContext := to.From.Kind == facts.OfParam && f.Ctx&(1<<min(to.From.N, facts.LastParam)) != 0
				given := (ofContext || !c.carried) && to.From.Kind != facts.OfGlobal && (to.From.Kind != facts.OfParam || to.From.N > 0) && !(to.Data && !fl.Data && !ofContext && n.f.Ctx&(1<<min(fl.From.N, facts.LastParam)) != 0)
				switch {
				case to.To.Kind == facts.Called && to.To.N == 0 && (given || c.because):
					if to.To.Name != "" && to.To.Iface == "" {
						on := fl
						on.To.Name, on.What = to.To.Name, to.What
						if because {
							on.What = facts.Condition
						}
						r.handedAny(n, on)
						continue
					}
					if to.To.Name != "" {
						work = append(work, call{to.To.Iface, to.To.Name, because, to.What == facts.Context})
						continue
					}
					on := fl
					if because {
						on.What = facts.Condition
					}
					r.handed(n, on)
				case c.because || !given:
				case to.To.Kind == facts.OfParam && to.To.N == 0:
					r.add(facts.Effect{Code: facts.CodeCaller, Verdict: facts.Leak, Object: r.c.Type, Pos: fl.Pos,
						Text:    fmt.Sprintf("hands what a caller sent to method %s of an interface in the shared component, where that of %s keeps it", c.method, base(t)),
						Related: []facts.Place{{Pos: to.Pos, Text: "kept here"}}}, n)
				case to.To.Kind == facts.Own:
					r.handle(n, fl, to.What)
				}
			}
		}
	}
}

// lends reports whether a method of an interface in a shared component may put memory of its receiver into what it is given.
func (r *run) lends(m facts.Label) bool {
	seen := map[string]bool{}
	var visit func(iface, method string) bool
	visit = func(iface, method string) bool {
		k := iface + "." + method
		if seen[k] {
			return false
		}
		seen[k] = true
		for _, t := range r.holding(iface) {
			if _, ok := r.p.foreign[t]; ok {
				continue
			}
			f := r.p.funcs[r.p.types[t].Methods[method]]
			if f == nil {
				return true // it has the method of an interface inside it
			}
			if slices.ContainsFunc(f.Flows, func(fl facts.Flow) bool {
				own := !fl.Data && fl.From.N == 0 && (fl.From.Kind == facts.OfParam || fl.From.Kind == facts.Lent && visit(fl.From.Iface, fl.From.Name))
				return own && fl.To.Kind == facts.OfParam && fl.To.N > 0
			}) {
				return true
			}
		}
		return false
	}
	return visit(m.Iface, m.Name)
}

// handedAny looks at methods that others call, by an interface of the library, of what a shared component holds, with or
// because of what a caller sent.
func (r *run) handedAny(n *node, fl facts.Flow) {
	for _, m := range r.own(r.held(), false, fl.To.Name) {
		if fl.To.Name != m.name && !(fl.To.Name == facts.AnyMethod && flow.Shows(m.name)) {
			continue
		}
		keeps := slices.ContainsFunc(m.f.Flows, func(to facts.Flow) bool {
			return to.From.Kind == facts.OfParam && to.From.N > 0 && to.To.Kind == facts.OfParam && to.To.N == 0
		})
		if fl.What == facts.Condition && writesReceiver(m.f) || fl.What != facts.Condition && keeps {
			r.caller(n, fl)
			return
		}
	}
}

// held are the types of what a shared component holds.
func (r *run) held() []string {
	var roots []string
	if t := r.p.types[r.c.Type]; t != nil {
		roots = append(roots, t.Parts...)
	}
	for _, n := range r.order {
		roots = append(roots, n.f.Boxes...)
	}
	return roots
}

func writesReceiver(f *facts.Func) bool {
	return slices.ContainsFunc(f.Writes, func(w facts.Write) bool { return w.Param == 0 })
}

func (r *run) unknownMethod(n *node, fl facts.Flow, method, which string) {
	r.add(facts.Effect{Code: facts.CodeCall, Verdict: facts.Undecided, Object: r.c.Type, Pos: fl.Pos,
		Text: "hands what a caller sent to method " + method + " of an interface in the shared component, " + which}, n)
}

func (r *run) handle(n *node, fl facts.Flow, what string) {
	if r.client(what) {
		return
	}
	r.add(facts.Effect{Code: facts.CodeOwnHandle, Verdict: facts.Leak, Object: what, Pos: fl.Pos,
		Text: "gives what a caller sent to " + base(what) + " behind an interface, a handle of the shared component itself"}, n)
}

// client reports whether a type is one of the generated clients, which act as their caller.
func (r *run) client(t string) bool {
	return len(t) > 6 && t[len(t)-6:] == "Client"
}

// holding are the types that a value of an interface may have.
func (r *run) holding(iface string) []string {
	i := r.p.types[iface]
	if i == nil {
		return nil
	}
	var out []string
	for _, t := range slices.Sorted(maps.Keys(r.types)) {
		has := func(m string) bool {
			if f := r.p.types[t]; f != nil {
				return f.Methods[m] != ""
			}
			_, ok := r.p.foreign[t][m]
			return ok
		}
		if !slices.ContainsFunc(i.Asks, func(m string) bool { return !has(m) }) {
			out = append(out, t)
		}
	}
	return out
}
