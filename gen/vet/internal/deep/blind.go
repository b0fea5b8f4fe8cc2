package deep

import (
	"fmt"

	"golang.org/x/tools/go/packages"
)

// blind says what makes the world of the programs open: code that comes when they run, or
// that is not Go and can hold and call whatever it is given. "" means that there is nothing such.
func blind(loaded []*packages.Package, std func(string) bool) string {
	why := ""
	packages.Visit(loaded, nil, func(p *packages.Package) {
		if why != "" || std(p.PkgPath) {
			return
		}
		for path := range p.Imports {
			switch path {
			case "plugin":
				why = fmt.Sprintf("%s imports plugin, and what that loads is not known", p.PkgPath)
			case "C":
				why = fmt.Sprintf("%s imports C, and C may keep and call what it is given", p.PkgPath)
			}
		}
		for _, f := range p.Syntax { // cgo takes its import out of what is compiled
			for _, i := range f.Imports {
				if i.Path.Value == `"runtime/cgo"` || i.Path.Value == `"C"` {
					why = fmt.Sprintf("%s imports C, and C may keep and call what it is given", p.PkgPath)
				}
			}
		}
	})
	return why
}
