package check

import (
	"fmt"

	"github.com/sigen-dev/sigen/gen/internal/diag"
	"github.com/sigen-dev/sigen/gen/internal/model"
)

const codeAmbiguousProvider = "SIG606"

// ambiguousProviders: a kernel makes an instance of every provider that it
// discovers, so of two that open one handle the rank has to say who does. Of
// other components the host decides which exist, and for whom.
func ambiguousProviders(s *supply) []diag.Diagnostic {
	var ds []diag.Diagnostic
	said := map[string]bool{}
	for _, c := range s.resolved {
		for _, f := range c.Fields {
			w, ok := wants(f)
			if !ok || w.contract || said[w.name] {
				continue
			}
			best := bestProviders(s.providers[w.name])
			if len(best) < 2 {
				continue
			}
			said[w.name] = true
			d := diag.Diagnostic{Pos: f.Pos, Code: codeAmbiguousProvider, Severity: diag.Warning, // which of them reach Discover may depend on a condition
				Text: fmt.Sprintf("component %s requires %s, and %d of this program have rank %d", c.Name, w.text, len(best), best[0].Rank),
				Hint: "write //sig:provides rank=1 on the one that is meant, or discover one of them"}
			for _, p := range best {
				d.Related = append(d.Related, diag.Related{Pos: p.Pos, Text: "provider " + p.Name})
			}
			ds = append(ds, d)
		}
	}
	return ds
}

// bestProviders are those of the highest rank.
func bestProviders(all []*model.Component) []*model.Component {
	var best []*model.Component
	for _, c := range all {
		switch {
		case len(best) == 0 || c.Rank > best[0].Rank:
			best = []*model.Component{c}
		case c.Rank == best[0].Rank:
			best = append(best, c)
		}
	}
	return best
}
