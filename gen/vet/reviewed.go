package vet

import (
	"golang.org/x/tools/go/packages"

	"github.com/sigen-dev/sigen/gen/vet/internal/benign"
	"github.com/sigen-dev/sigen/gen/vet/internal/facts"
)

// reviewed is the fact of a package of the trust base: what its review says.
func reviewed(path string, m *benign.Module) *facts.Package {
	return &facts.Package{Path: path, Reviewed: true, Denied: m.Names(), Verbs: m.Verbs, Frozen: m.Frozen, Calls: m.Calls}
}

// reviewedTogether are the facts of all packages that a review of a module names: types of those that
// a package does not import itself may come through another.
func reviewedTogether(m *benign.Module) map[string]*facts.Package {
	out := map[string]*facts.Package{}
	for path := range m.Packages {
		out[path] = reviewed(path, m)
	}
	return out
}

// below marks the reviewed packages that a reviewed one imports.
func (l *loaded) below(p *packages.Package) {
	for _, i := range p.Imports {
		if l.reviewed[i.PkgPath] == nil && l.trusted(i) {
			l.below(i)
		}
	}
}
