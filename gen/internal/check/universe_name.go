package check

import (
	"fmt"
	"slices"

	"github.com/sigen-dev/sigen/gen/internal/diag"
	"github.com/sigen-dev/sigen/gen/internal/model"
)

const codeUniverseName = "SIG243"

// universe are the predeclared identifiers that generated code uses.
var universe = []string{
	"any", "append", "bool", "byte", "error", "false", "float32", "float64", "int", "int16", "int32", "int64", "int8",
	"iota", "len", "make", "new", "nil", "panic", "string", "true", "uint", "uint16", "uint32", "uint64", "uint8",
}

// universeNames: generated code stands in the package, so a package level
// declaration of append would be called in place of Go's.
func universeNames(p *model.Package) []diag.Diagnostic {
	if len(p.Contracts)+len(p.Components)+len(p.Configs)+len(p.Events) == 0 {
		return nil
	}
	var ds []diag.Diagnostic
	for _, name := range p.Scope {
		if slices.Contains(universe, name) {
			ds = append(ds, diag.Diagnostic{Pos: p.ScopePos[name], Code: codeUniverseName,
				Text: fmt.Sprintf("%s hides Go's own %[1]s, which the code generated for this package uses", name), Hint: "give it another name"})
		}
	}
	return ds
}
