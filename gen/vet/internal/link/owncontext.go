package link

import (
	"maps"
	"slices"

	"github.com/sigen-dev/sigen/gen/vet/internal/facts"
)

// That a context is over leads to nothing that it carries: the library's own say it by errors that everybody has. A
// type of the program that has the methods of a context must not say it by what it carries.
func (r *run) ownContexts() {
	for _, name := range slices.Sorted(maps.Keys(r.types)) {
		t := r.p.types[name]
		if t == nil || t.Methods["Deadline"] == "" || t.Methods["Done"] == "" || t.Methods["Err"] == "" || t.Methods["Value"] == "" {
			continue
		}
		for _, m := range []string{"Done", "Err"} {
			f := r.p.funcs[t.Methods[m]]
			if f == nil {
				continue // of the context that is embedded
			}
			for _, fl := range f.Flows {
				if fl.From.Kind == facts.OfParam && fl.From.N == 0 && fl.To.Kind == facts.OfResult && !fl.Data {
					r.add(facts.Effect{Code: facts.CodeContext, Verdict: facts.Leak, Object: "context", Pos: fl.Pos,
						Text: "hands out what a context carries by its method " + m + ", which says whether it is over"}, r.nodes[f.Name])
				}
			}
		}
	}
}
