package plan

import (
	"cmp"
	"maps"
	"path"
	"slices"
)

// The packages that generated code uses.
const (
	RuntimePath  = "github.com/sigen-dev/sigen/runtime"
	ABIPath      = RuntimePath + "/abi"
	CodecPath    = ABIPath + "/codec"
	ProtoPath    = ABIPath + "/protocodec"
	ReactivePath = RuntimePath + "/reactive"
	ProviderPath = RuntimePath + "/provider"
	ConfigPath   = ProviderPath + "/config"
	WirePath     = "github.com/google/wire"
)

// always are the packages that any generated file may import, with their names.
var always = map[string]string{
	"context":    "context",
	"iter":       "iter",
	"maps":       "maps",
	"regexp":     "regexp",
	"slices":     "slices",
	"strconv":    "strconv",
	"sync":       "sync",
	"time":       "time",
	ABIPath:      "abi",
	CodecPath:    "codec",
	ReactivePath: "reactive",
	RuntimePath:  "sig",
}

// An Import is a package with the name under which a file imports it.
type Import struct {
	Path, Name string
	Alias      bool // the name has to be written
}

// aliases decides how every package is called that a file of p may import, from
// their sorted list, so that it does not matter which of them it does import.
func (p *Package) aliases(n *allocator) []Import {
	all := maps.Clone(always)
	for importPath, name := range p.Model.Imported {
		if importPath != p.Model.Path && all[importPath] == "" {
			all[importPath] = name
		}
	}
	if p.Mount != nil {
		all[WirePath] = "wire"
		for _, dep := range p.Mount.Needs {
			if all[dep] == "" {
				all[dep] = path.Base(dep)
			}
		}
	}
	var out []Import
	for _, importPath := range sortedKeys(all) {
		name := n.name(all[importPath])
		out = append(out, Import{Path: importPath, Name: name, Alias: name != path.Base(importPath)})
	}
	return out
}

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }
