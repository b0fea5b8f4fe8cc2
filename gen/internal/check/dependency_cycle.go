package check

import (
	"fmt"

	"github.com/sigen-dev/sigen/gen/internal/diag"
	"github.com/sigen-dev/sigen/gen/internal/model"
)

const codeDependencyCycle = "SIG604"

// dependencyCycles: components that need one another before they activate wait for ever.
// Whoever can activate is found from those who need nobody, wave by wave; the rest
// that misses no provider is in a cycle or behind one.
func dependencyCycles(s *supply) []diag.Diagnostic {
	up := map[*model.Component]bool{}
	for _, c := range s.main.Others {
		up[c] = true // nobody says what they need
	}
	for changed := true; changed; {
		changed = false
		for _, c := range s.resolved {
			if !up[c] && s.blocking(c, up) == nil {
				up[c], changed = true, true
			}
		}
	}
	var ds []diag.Diagnostic
	done := map[*model.Component]bool{}
	for _, c := range s.resolved {
		if up[c] || done[c] {
			continue
		}
		path := s.cycleFrom(c, up)
		if path == nil || done[path[0].from] {
			continue
		}
		d := diag.Diagnostic{Code: codeDependencyCycle, Pos: path[0].field.Pos, Hint: "make one of them optional, or look the other up when it is called"}
		text := "components wait for one another: " + path[0].from.Name
		for n, e := range path {
			done[e.from] = true
			text += " needs " + e.to.Name
			if n+1 < len(path) {
				text += ", which"
			}
			d.Related = append(d.Related, diag.Related{Pos: e.field.Pos, Text: fmt.Sprintf("%s needs %s here", e.from.Name, e.to.Name)})
		}
		d.Text = text
		ds = append(ds, d)
	}
	return ds
}

// An edge is one requirement of a cycle.
type edge struct {
	from, to *model.Component
	field    *model.Field
}

// blocking is the first requirement of c for which nobody of up is there; nil
// when c can activate, or misses a provider altogether, which another rule says.
func (s *supply) blocking(c *model.Component, up map[*model.Component]bool) *edge {
fields:
	for _, f := range c.Fields {
		w, ok := wants(f)
		if !ok || !waitsFor(c, f) {
			continue
		}
		found := s.providers[w.name]
		for _, p := range found {
			if up[p] || !waitable(c, p) {
				continue fields
			}
		}
		for _, p := range found {
			return &edge{c, p, f}
		}
	}
	return nil
}

// waitsFor reports whether the kernel holds c back for a field: an admin
// component names its targets when it calls.
func waitsFor(c *model.Component, f *model.Field) bool { return f.Kind != model.FieldAdminClient }

// waitable reports whether c waits for p to activate: what has no tenant does not wait for tenants.
func waitable(c, p *model.Component) bool {
	return p.Scope != model.ScopeTenant || c.Scope == model.ScopeTenant
}

// cycleFrom follows what blocks c until a component comes again; nil when it ends elsewhere.
func (s *supply) cycleFrom(c *model.Component, up map[*model.Component]bool) []edge {
	var path []edge
	at := map[*model.Component]int{}
	for {
		if n, seen := at[c]; seen {
			return path[n:]
		}
		e := s.blocking(c, up)
		if e == nil {
			return nil
		}
		at[c] = len(path)
		path = append(path, *e)
		c = e.to
	}
}
