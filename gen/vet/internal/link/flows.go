package link

import (
	"cmp"
	"slices"

	"github.com/sigen-dev/sigen/gen/vet/internal/facts"
)

// flows looks at what an entry, or a function whose callers are not known, does
// with its parameters and with package-level memory.
func (r *run) flows(n *node) {
	later := func(a, b facts.Flow) int { // where both hold, what is said plainly is said
		return cmp.Compare(a.What, b.What)
	}
	for _, fl := range slices.SortedStableFunc(slices.Values(n.f.Flows), later) {
		switch {
		case fl.To.Kind == facts.Called:
			r.handedContext(n, fl)
			switch {
			case !r.shared(n, fl) || fl.To.N != 0:
			case fl.To.Name != "" && fl.To.Iface == "":
				r.handedAny(n, fl)
			case fl.To.Name != "":
				r.handedMethod(n, fl)
			default:
				r.handed(n, fl)
			}
		case fl.From.Kind == facts.Raised:
			r.recovered(n, fl)
		case fl.From.Kind == facts.Tenants, fl.From.Kind == facts.Lent && fl.To.Kind != facts.Tenants:
		case fl.To.Kind == facts.Tenants:
			if fl.From.Kind != facts.Lent || r.lends(fl.From) {
				r.shares(n, fl)
			}
		case fl.To.Kind == facts.Lent:
			if r.shared(n, fl) && fl.To.N == 0 && r.lends(fl.To) {
				r.caller(n, fl)
			}
		case fl.From.Kind == facts.OfGlobal:
			r.alias(n, fl)
		case fl.Data && (fl.To.Kind == facts.OfParam || fl.To.Kind == facts.Later):
			if r.shared(n, fl) && fl.To.Kind == facts.OfParam && !keepsContext(n.f, fl) {
				r.caller(n, fl)
			}
		case fl.To.Kind == facts.Own:
			if r.shared(n, fl) {
				r.add(facts.Effect{Code: facts.CodeOwnHandle, Verdict: facts.Leak, Object: fl.What, Pos: fl.Pos, Text: "gives what a caller sent to " + fl.What + ", a handle of the shared component itself"}, n)
			}
		case n.f.Ctx&(1<<min(fl.From.N, facts.LastParam)) != 0 && (fl.To.Kind == facts.Later || fl.To.Kind == facts.OfParam):
			text := "keeps the context of a call, or what it carries, in memory that outlives it"
			if fl.To.Kind == facts.Later {
				text = "hands the context of a call to " + fl.What + ", whose function runs when the call is over"
			}
			r.add(facts.Effect{Code: facts.CodeContext, Verdict: facts.Leak, Object: "context", Pos: fl.Pos, Text: text}, n)
		case fl.To.Kind == facts.OfParam:
			if r.shared(n, fl) {
				r.caller(n, fl)
			}
		}
	}
}

// keepsContext reports whether a flow of data is that of a context that is kept itself, a finding of its own.
func keepsContext(f *facts.Func, data facts.Flow) bool {
	return f.Ctx&(1<<min(data.From.N, 62)) != 0 && slices.ContainsFunc(f.Flows, func(fl facts.Flow) bool {
		return !fl.Data && fl.From.Kind == facts.OfParam && fl.From.N == data.From.N && fl.To.Kind == data.To.Kind && fl.To.N == data.To.N && fl.Pos.Line == data.Pos.Line
	})
}

func (r *run) shared(n *node, fl facts.Flow) bool {
	return r.c.Scope == "shared" && n.entry && n.caller && fl.From.N > 0 && (fl.To.Kind != facts.OfParam || fl.To.N == 0)
}

// shares looks at memory of a shared component itself that gets to that of one tenant.
func (r *run) shares(n *node, fl facts.Flow) {
	if r.c.Scope != "shared" || !n.entry || fl.From.N != 0 {
		return
	}
	r.add(facts.Effect{Code: facts.CodeAlias, Verdict: facts.Leak, Object: r.c.Type, Pos: fl.Pos, Needs: fl.From.Needs,
		Text: "puts memory of the shared component into what belongs to one tenant"}, n)
}

// recovered looks at what a shared component does with what a panic carried: it may be
// of any caller.
func (r *run) recovered(n *node, fl facts.Flow) {
	if r.c.Scope != "shared" || !n.entry || !n.caller {
		return
	}
	switch {
	case fl.To.Kind == facts.OfParam && fl.To.N == 0:
		r.add(facts.Effect{Code: facts.CodeCaller, Verdict: facts.Leak, Object: r.c.Type, Pos: fl.Pos, Text: "keeps what it recovered from a panic in the shared component, and that may say what a caller sent"}, n)
	case fl.To.Kind == facts.Own:
		r.add(facts.Effect{Code: facts.CodeOwnHandle, Verdict: facts.Leak, Object: fl.What, Pos: fl.Pos, Text: "gives what it recovered from a panic to " + fl.What + ", a handle of the shared component itself"}, n)
	}
}

func (r *run) caller(n *node, fl facts.Flow) {
	text := "keeps what a caller sent in the shared component"
	if fl.What == facts.Condition {
		text = "what a caller sent decides whether, how often or where this is written in the shared component"
	}
	r.add(facts.Effect{Code: facts.CodeCaller, Verdict: facts.Leak, Object: r.c.Type, Pos: fl.Pos, Text: text}, n)
}

func (r *run) alias(n *node, fl facts.Flow) {
	to := "its result"
	switch fl.To.Kind {
	case facts.OfParam:
		to = "memory that outlives the call"
	case facts.Later, facts.Own:
		return // the variable can be reached there anyway
	}
	r.add(facts.Effect{Code: facts.CodeAlias, Verdict: facts.Leak, Object: fl.From.Name, Pos: fl.Pos, Needs: fl.From.Needs,
		Text: "puts a reference to what package-level variable " + base(fl.From.Name) + " leads to into " + to}, n)
}

// read looks at a use of a variable that somebody writes after initialisation.
func (r *run) read(n *node, a facts.Access) {
	if g := r.p.globals[a.Global]; g != nil && g.Handle && !r.said(a.Global, facts.CodeKeep) {
		r.add(facts.Effect{Code: facts.CodeKeep, Verdict: facts.Leak, Object: a.Global, Pos: a.Pos, Text: "has a handle in package-level variable " + base(a.Global),
			Related: []facts.Place{{Pos: g.Pos, Text: "declared here"}}}, n)
	}
	w := r.p.writers[a.Global]
	if len(w) == 0 {
		return
	}
	if r.said(a.Global, facts.CodeWrite, facts.CodeKeep) {
		return
	}
	first := slices.MinFunc(w, func(a, b *facts.Func) int { return cmp.Compare(a.Name, b.Name) })
	r.add(facts.Effect{Code: facts.CodeAlias, Verdict: facts.Leak, Object: a.Global, Pos: a.Pos, Text: "reads package-level variable " + base(a.Global) + ", which " + base(first.Name) + " writes after initialisation",
		Related: []facts.Place{{Pos: first.Pos, Text: "written by " + base(first.Name)}}}, n)
}
