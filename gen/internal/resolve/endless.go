package resolve

import (
	"go/types"
	"maps"
	"slices"

	"github.com/sigen-dev/sigen/gen/internal/load"
)

// endless reports the first type in lp, or in what it imports from source, that has no end: nothing
// that walks over types may meet one. The compiler refuses such a package, whatever the type is used for.
func (rs *resolver) endless(lp *load.Package) bool {
	seen := map[*load.Package]bool{}
	var find func(p *load.Package) *types.Error
	find = func(p *load.Package) *types.Error {
		if seen[p] {
			return nil
		}
		seen[p] = true
		if p.Endless != nil {
			return p.Endless
		}
		for _, path := range slices.Sorted(maps.Keys(p.Imports)) {
			if e := find(p.Imports[path]); e != nil {
				return e
			}
		}
		return nil
	}
	e := find(lp)
	if e == nil {
		return false
	}
	pos := e.Pos
	if rs.res.IsStub(pos) { // what would be generated contains itself
		pos = lp.Files[0].Syntax.Name.Pos()
	}
	rs.report(codeTypeError, pos, "break the circle of types, with a pointer, a slice or a map of the same type", "%s", oneLine(e.Msg))
	return true
}
