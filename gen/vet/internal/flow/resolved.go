package flow

import (
	"go/token"

	"github.com/sigen-dev/sigen/gen/vet/internal/facts"
)

// A Callee is a function that a call can lead to: as facts name it, and where it stands.
type Callee struct {
	Name string
	Pos  token.Position
}

// resolved is the summaries of all functions that a call can lead to in the programs of the run,
// nil if one of them is not known or has none. Facts of packages that this one does not
// import are no help: they are made later.
func (u *unit) resolved(s *site) []*facts.Func {
	if u.p.in.Callees == nil || !s.in.Pos().IsValid() {
		return nil
	}
	var out []*facts.Func
	for _, c := range u.p.in.Callees(u.p.position(s.in.Pos())) {
		if path := u.p.packageOf(c.Name); path != u.p.out.Path && u.p.imports[path] == nil {
			return nil
		}
		f := u.p.summary(c.Name)
		if f == nil || f.Trusted || f.Pos != c.Pos {
			return nil
		}
		out = append(out, f)
	}
	return out
}

// callEach is a call of any of some functions; data is what the choice was derived from.
func (u *unit) callEach(s *site, fs []*facts.Func, data uint64) {
	for _, f := range fs {
		if u.final {
			u.out.Calls = append(u.out.Calls, facts.Call{Callee: f.Name, Pos: u.p.position(u.pos(s.in))})
		}
		u.apply(s, f)
	}
	u.result(s, -1, nil, data)
}
