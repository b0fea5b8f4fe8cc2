// Command stdgen computes summaries of the standard library: for each exported
// function of a package that the analyzer allows, which parameters it writes and
// whether its results lead to them. It runs the analyzer's own flow step over the
// library's source, where what cannot be followed counts as written, and prints
// generated.txt. What was reviewed by hand (hand.txt) wins over its result.
package main

import (
	"bytes"
	"fmt"
	"go/ast"
	"log"
	"maps"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/sigen-dev/sigen/gen/vet/internal/facts"
	"github.com/sigen-dev/sigen/gen/vet/internal/flow"
	"github.com/sigen-dev/sigen/gen/vet/internal/std"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("stdgen: ")
	if len(os.Args) != 2 {
		log.Fatal("usage: stdgen FILE")
	}
	text, err := generate()
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile(os.Args[1], text, 0o666); err != nil {
		log.Fatal(err)
	}
}

func generate() ([]byte, error) {
	mode := packages.NeedName | packages.NeedFiles | packages.NeedImports | packages.NeedDeps | packages.NeedTypes | packages.NeedTypesInfo | packages.NeedSyntax | packages.NeedTypesSizes
	pkgs, err := packages.Load(&packages.Config{Mode: mode, Env: append(os.Environ(), "CGO_ENABLED=0")}, "std")
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	version := runtime.Version()
	if f := strings.SplitN(version, ".", 3); len(f) == 3 {
		version = f[0] + "." + f[1]
	}
	fmt.Fprintf(&out, "# Made by stdgen from the source of the standard library. Do not edit; hand.txt wins.\n\ngo %s\n", version)
	for _, p := range pkgs {
		if !strings.HasPrefix(p.PkgPath, "vendor/") {
			fmt.Fprintf(&out, "package %s\n", p.PkgPath)
		}
	}
	done := map[string]*facts.Package{}
	table := std.Load().Bare()
	packages.Visit(allowed(pkgs), nil, func(p *packages.Package) {
		if len(p.Syntax) == 0 || p.PkgPath == "unsafe" {
			return
		}
		done[p.PkgPath] = flow.Analyze(flow.Input{Fset: p.Fset, Files: p.Syntax, Pkg: p.Types, Info: p.TypesInfo, Std: table, Library: true,
			Import: func(path string) *facts.Package { return done[path] },
			Benign: func(string) bool { return true }}) // the library's own pools and caches belong to the trust base
	})
	for names := range slices.Chunk(methods(pkgs), 12) {
		fmt.Fprintf(&out, "method %s\n", strings.Join(names, " "))
	}
	lines := map[string][]string{}
	for path, k := range done {
		if std.Load().Allowed(path) {
			for name, f := range k.Funcs {
				if verb := summary(f); verb != "" && exported(name) {
					lines[path] = append(lines[path], verb+" "+name)
				}
			}
		}
	}
	for _, path := range slices.Sorted(maps.Keys(lines)) {
		fmt.Fprintf(&out, "\n# %s\n", path)
		byVerb := map[string][]string{}
		for _, l := range lines[path] {
			i := strings.LastIndex(l, " ")
			byVerb[l[:i]] = append(byVerb[l[:i]], l[i+1:])
		}
		for _, verb := range slices.Sorted(maps.Keys(byVerb)) {
			slices.Sort(byVerb[verb])
			for names := range slices.Chunk(byVerb[verb], 8) {
				fmt.Fprintf(&out, "%s %s\n", verb, strings.Join(names, " "))
			}
		}
	}
	return out.Bytes(), nil
}

// allowed are the packages that lines are printed of. What these do not import, such as the
// compiler's packages below go, takes minutes to analyse and has no part in the result.
func allowed(pkgs []*packages.Package) []*packages.Package {
	return slices.DeleteFunc(slices.Clone(pkgs), func(p *packages.Package) bool { return !std.Load().Allowed(p.PkgPath) })
}

// methods are the names of the exported methods of the interfaces in packages that
// others can import, unnamed interfaces inside functions too.
func methods(pkgs []*packages.Package) []string {
	names := map[string]bool{}
	for _, p := range pkgs {
		if p.TypesInfo == nil || strings.HasPrefix(p.PkgPath, "vendor/") || !std.Load().Allowed(p.PkgPath) {
			continue
		}
		for _, f := range p.Syntax {
			ast.Inspect(f, func(n ast.Node) bool {
				it, ok := n.(*ast.InterfaceType)
				if !ok {
					return true
				}
				for _, m := range it.Methods.List {
					for _, name := range m.Names {
						if name.IsExported() {
							names[name.Name] = true
						}
					}
				}
				return true
			})
		}
	}
	return slices.Sorted(maps.Keys(names))
}

// summary is the verb of a function, "" for one that writes all it gets and so
// needs no line.
func summary(f *facts.Func) string {
	if len(f.Name) == 0 || strings.Contains(f.Name, "$") {
		return ""
	}
	keeps, aliases := false, false
	for _, fl := range f.Flows {
		if fl.Data {
			continue
		}
		switch fl.To.Kind {
		case facts.OfParam:
			keeps = true
		case facts.OfResult:
			aliases = aliases || fl.From.Kind == facts.OfParam
		}
	}
	for _, e := range f.Effects {
		if e.Code == facts.CodeGo || e.Code == facts.CodeNoBody {
			return "" // cannot be followed: the default is right
		}
	}
	written := map[int]bool{}
	for _, w := range f.Writes {
		written[w.Param] = true
	}
	if strings.HasPrefix(f.Name, "(") {
		for _, p := range f.Passes { // a function in the receiver may do anything with what it is called with
			if p.Param == 0 && p.From.Kind != facts.Later && !p.Data {
				written[0], keeps = true, true
				if p.From.Kind == facts.OfParam {
					written[p.From.N] = true
				}
			}
		}
	}
	var writes []string
	for _, n := range slices.Sorted(maps.Keys(written)) {
		writes = append(writes, strconv.Itoa(n))
	}
	switch {
	case len(writes) > 0 && keeps:
		return "keep " + strings.Join(writes, ",")
	case len(writes) > 0:
		return "write " + strings.Join(writes, ",")
	case keeps:
		return ""
	case aliases || f.Opaque || len(f.Made) > 0:
		return "read"
	}
	return "fresh"
}

// exported reports whether a full name is that of an exported function, or of an
// exported method of an exported type.
func exported(name string) bool {
	base := name[strings.LastIndex(name, ".")+1:]
	if base == "" || base[0] < 'A' || base[0] > 'Z' {
		return false
	}
	if recv, _, ok := strings.Cut(strings.TrimLeft(name, "(*"), ")"); ok && strings.HasPrefix(name, "(") {
		recv, _, _ = strings.Cut(recv, "[")
		t := recv[strings.LastIndex(recv, ".")+1:]
		return t != "" && t[0] >= 'A' && t[0] <= 'Z'
	}
	return true
}
