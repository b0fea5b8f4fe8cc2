package flow

import (
	"cmp"
	"slices"

	"github.com/sigen-dev/sigen/gen/vet/internal/facts"
)

// What a function may write of a parameter by nothing but methods of interfaces that it finds there, a
// package-level variable whose types are known answers: a chain of steps that only read is not written by calling them.

// readBy reports whether the methods of interfaces only read, for all types that a variable may hold.
func (p *pkg) readBy(g *facts.Global, by []facts.Label) bool {
	if !g.Known {
		return false
	}
	work := slices.Clone(by)
	for n := 0; n < len(work); n++ {
		asks := p.typeFacts(work[n].Iface)
		if asks == nil || len(asks.Asks) == 0 {
			return false
		}
		found := false
		for _, d := range g.Dyns {
			t := p.typeFacts(d)
			if t == nil {
				return false
			}
			if slices.ContainsFunc(asks.Asks, func(m string) bool { return t.Methods[m] == "" }) {
				continue
			}
			f := p.summary(t.Methods[work[n].Name])
			if f == nil || f.Trusted {
				return false
			}
			found = true
			for _, w := range f.Writes {
				if w.Param != 0 {
					continue
				}
				if len(w.By) == 0 {
					return false
				}
				for _, l := range w.By {
					if !slices.Contains(methodLabels(work), methodLabel{l.Iface, l.Name}) {
						work = append(work, l)
					}
				}
			}
		}
		if !found {
			return false
		}
	}
	return true
}

type methodLabel struct{ iface, name string }

func methodLabels(ls []facts.Label) []methodLabel {
	out := make([]methodLabel, len(ls))
	for i, l := range ls {
		out[i] = methodLabel{l.Iface, l.Name}
	}
	return out
}

// labels sorts methods and leaves each once.
func labels(ls []facts.Label) []facts.Label {
	slices.SortFunc(ls, func(a, b facts.Label) int { return cmp.Or(cmp.Compare(a.Iface, b.Iface), cmp.Compare(a.Name, b.Name)) })
	return slices.CompactFunc(ls, func(a, b facts.Label) bool { return a.Iface == b.Iface && a.Name == b.Name })
}
