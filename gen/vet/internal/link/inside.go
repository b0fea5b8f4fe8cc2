package link

import (
	"fmt"
	"go/token"
	"maps"
	"slices"

	"github.com/sigen-dev/sigen/gen/vet/internal/facts"
	"github.com/sigen-dev/sigen/gen/vet/internal/flow"
)

// The library calls methods by itself, at any depth of what it is given: fmt those that print the elements of
// a slice, encoding/json those of the keys of a map, a template any exported one. Which memory it calls them
// on is not followed. A method that writes its receiver is undecided where a value of its type is
// handed to others, and memory that is there for all holds one.

// inside looks for such methods.
func (r *run) inside() {
	for _, n := range r.order {
		for _, a := range n.f.Leads {
			g := r.p.globals[a.Global]
			if g == nil || g.Immutable {
				continue
			}
			for _, m := range r.own(append(slices.Clone(g.Parts), g.Dyns...), r.named && (n.dynamic || n.value), "") {
				i := slices.IndexFunc(m.f.Writes, func(w facts.Write) bool { return w.Param == 0 })
				if i < 0 || r.said(g.Name, facts.CodeWrite, facts.CodeKeep) {
					continue
				}
				r.add(facts.Effect{Code: facts.CodeWrite, Verdict: facts.Undecided, Object: g.Name, Pos: a.Pos,
					Text:    fmt.Sprintf("has package-level variable %s, which holds values of %s, whose method %s may be called by others and writes its receiver", base(g.Name), base(m.typ), m.name),
					Related: []facts.Place{{Pos: m.f.Writes[i].Pos, Text: "written here"}}}, n)
			}
		}
	}
	if r.c.Scope != "shared" {
		return
	}
	for _, m := range r.own(r.held(), false, "") {
		i := slices.IndexFunc(m.f.Flows, func(fl facts.Flow) bool {
			return fl.From.Kind == facts.OfParam && fl.From.N > 0 && fl.To.Kind == facts.OfParam && fl.To.N == 0
		})
		if i < 0 {
			continue
		}
		r.add(facts.Effect{Code: facts.CodeCaller, Verdict: facts.Undecided, Object: r.c.Type, Pos: m.f.Flows[i].Pos,
			Text: fmt.Sprintf("keeps what it is given in the receiver: the shared component holds values of %s, and method %s may be called by others", base(m.typ), m.name)}, r.nodes[m.f.Name])
	}
}

// A method that others may call of a type.
type method struct {
	typ, name string
	f         *facts.Func
}

// own are the methods that others may call of the named types and all inside them, of those that become interfaces;
// any says that a function hands them out which a template may call, also is the name of a method that is called.
func (r *run) own(roots []string, any bool, also string) []method {
	seen := map[string]bool{}
	var out []method
	for len(roots) > 0 {
		t := roots[0]
		roots = roots[1:]
		f := r.p.types[t]
		if f == nil || seen[t] {
			continue
		}
		seen[t] = true
		roots = append(roots, f.Parts...)
		if !any && !r.data[t] && !r.types[t] || t == r.c.Type {
			continue
		}
		for _, name := range slices.Sorted(maps.Keys(f.Methods)) {
			if _, back := slices.BinarySearch(r.callbacks, name); flow.Decodes(name) || !back && name != also && !(r.named && token.IsExported(name)) {
				continue
			}
			if m := r.p.funcs[f.Methods[name]]; m != nil && !m.Trusted {
				out = append(out, method{t, name, m})
			}
		}
	}
	return out
}

// said reports whether something of these codes was found about a variable already.
func (r *run) said(global string, codes ...string) bool {
	for _, f := range r.found {
		if f.Object == global && slices.Contains(codes, f.Code) {
			return true
		}
	}
	return false
}
