package flow

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/sigen-dev/sigen/gen/vet/internal/facts"
)

// flowTo notes that memory and data end up in the memory of parameters.
func (u *unit) flowTo(addr, with set, d uint64, pos token.Position) {
	for i := range addr.all {
		switch e := u.elems[i]; e.kind {
		case elemParam:
			u.flowLabels(with, d, facts.Label{Kind: facts.OfParam, N: e.n}, pos, "")
		case elemLent:
			u.flowLabels(with, d, e.lent, pos, "")
		}
	}
}

func (u *unit) flowLabels(with set, d uint64, to facts.Label, pos token.Position, what string) {
	seen := u.notedTo(to, pos, what)
	for i := range with.all {
		if !seen.from.add(i) {
			continue
		}
		switch e := u.elems[i]; e.kind {
		case elemParam:
			if to.Kind != facts.OfParam || to.N != e.n {
				f := facts.Flow{From: facts.Label{Kind: facts.OfParam, N: e.n}, To: to, Pos: pos, What: what}
				if to.Kind == facts.OfParam {
					f.As, f.Returned = e.as, e.returned
				}
				u.flow(f)
			}
		case elemGlobal:
			if e.needs.Mutable || len(e.needs.Types) > 0 {
				u.flow(facts.Flow{From: globalLabel(e), To: to, Pos: pos, What: what})
			}
		case elemLent:
			u.flow(facts.Flow{From: e.lent, To: to, Pos: pos, What: what})
		case elemHandle:
			if e.tenants && to.Kind == facts.OfResult {
				u.flow(facts.Flow{From: facts.Label{Kind: facts.Tenants}, To: to, Pos: pos, What: what})
			}
		case elemRaised:
			if to.Kind != facts.Raised {
				u.flow(facts.Flow{From: facts.Label{Kind: facts.Raised}, To: to, Pos: pos, What: what})
			}
		}
	}
	if d &^= seen.data; d == 0 {
		return
	}
	seen.data |= d
	if d&raisedData != 0 && to.Kind != facts.Raised {
		u.flow(facts.Flow{From: facts.Label{Kind: facts.Raised}, To: to, Data: true, Pos: pos, What: what})
	}
	for i := range u.top.Params {
		if d&(1<<min(i, lastParam)) != 0 && (to.Kind != facts.OfParam || to.N != i) {
			u.flow(facts.Flow{From: facts.Label{Kind: facts.OfParam, N: i}, To: to, Data: true, Pos: pos, What: what})
		}
	}
}

// notedKey is all of a flow that is the same for whatever ends up there.
type notedKey struct {
	kind  facts.Kind
	n     int
	name  string
	iface string
	what  string
	line  int
	vague bool
}

// noted is what is known to end up somewhere: callees with many flows say the same again at each call.
type noted struct {
	from set
	data uint64
}

func (u *unit) notedTo(to facts.Label, pos token.Position, what string) *noted {
	k := notedKey{to.Kind, to.N, to.Name, to.Iface, what, 0, u.vague}
	if u.apart(to) {
		k.line = pos.Line
	}
	n := u.noted[k]
	if n == nil {
		n = new(noted)
		u.noted[k] = n
	}
	return n
}

// apart reports whether each place is a finding where something gets there.
func (u *unit) apart(to facts.Label) bool { return u.component && to.Kind != facts.OfResult }

func (u *unit) flow(f facts.Flow) {
	k := flowKey{f.From.Kind, f.To.Kind, f.From.N, f.To.N, f.From.Name + " " + f.From.Iface + needsText(f.From.Needs) + f.To.Iface + " " + f.To.Name, f.Data, f.What, f.As, f.Returned, 0}
	if u.apart(f.To) {
		k.line = f.Pos.Line
	}
	n, ok := u.flows[k]
	switch {
	case !ok:
		n = len(u.out.Flows)
		u.flows[k], u.unsure[n] = n, u.vague
		u.out.Flows = append(u.out.Flows, f)
	case u.unsure[n] && !u.vague:
		u.out.Flows[n], u.unsure[n] = f, false
	}
}

func globalLabel(e *elem) facts.Label {
	return facts.Label{Kind: facts.OfGlobal, Name: e.global.Name, Needs: e.needs}
}

// flowOut notes what a result leads to.
func (u *unit) flowOut(in ssa.Instruction, s set, to facts.Label, t types.Type) {
	if u.p.types.reaches(t) {
		u.flowLabels(u.reach(u.retyped(s, t)), 0, to, u.p.position(u.pos(in)), "")
	}
}
