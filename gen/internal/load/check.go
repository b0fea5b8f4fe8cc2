package load

import (
	"context"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/tools/go/gcexportdata"
	"golang.org/x/tools/go/packages"

	"github.com/sigen-dev/sigen/gen/internal/diag"
)

// check type-checks every source package, imports before importers and
// independent ones at the same time. Export data is read first, by one
// goroutine: afterwards its packages are only read.
func (l *loader) check(ctx context.Context) error {
	exported := map[string]*types.Package{}
	for _, p := range l.export {
		l.readExport(exported, p)
	}
	byListed := map[*packages.Package]*node{}
	for _, n := range l.order {
		byListed[n.listed] = n
	}
	// A stub imports the runtime, even where the package itself does not.
	if rt := byListed[l.byPath[RuntimePath]]; rt != nil {
		for _, n := range l.order {
			if len(n.stubs) > 0 && !imports(rt, n) {
				n.imports = append(n.imports, rt)
			}
		}
	}
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	var wg sync.WaitGroup
	for _, n := range l.order {
		wg.Add(1)
		go func() {
			defer wg.Done()
			defer close(n.done)
			for _, imp := range n.imports {
				<-imp.done
			}
			slots <- struct{}{}
			defer func() { <-slots }()
			if ctx.Err() == nil {
				l.checkPackage(n, byListed, exported)
			}
		}()
	}
	wg.Wait()
	if err := ctx.Err(); err != nil {
		return err
	}
	for _, n := range l.order {
		l.importErrors(n)
	}
	return nil
}

// exports has the go command compile what source packages import from outside, and nothing else:
// packages of the main modules are read as source, and may well not compile yet.
func (l *loader) exports(ctx context.Context) error {
	wanted := map[string]bool{}
	for _, n := range l.order {
		for _, imp := range n.listed.Imports {
			wanted[imp.PkgPath] = true
		}
	}
	if l.byPath[RuntimePath] != nil {
		wanted[RuntimePath] = true
	}
	var paths []string
	for path := range wanted {
		if path != "unsafe" && path != "C" && l.res.source[path] == nil && len(l.byPath[path].GoFiles) > 0 {
			paths = append(paths, path)
		}
	}
	if len(paths) == 0 {
		return nil
	}
	slices.Sort(paths)
	if l.known(paths) {
		return nil
	}
	l.cfg.phase("export")
	pkgs, err := packages.Load(l.cfg.command(ctx, packages.NeedName|packages.NeedExportFile), paths...)
	if err != nil {
		return fmt.Errorf("go list -export in %s: %w", l.cfg.Dir, err)
	}
	l.export = pkgs
	if l.cfg.Listing != nil {
		l.cfg.Listing.noteExports(pkgs)
	}
	return nil
}

// known takes the places of export data from the listing, if it has all of them and the files are there:
// the go command names such a file after its content, and removes it when nobody has used it for days.
func (l *loader) known(paths []string) bool {
	if l.cfg.Listing == nil {
		return false
	}
	var found []*packages.Package
	for _, path := range paths {
		i, ok := slices.BinarySearchFunc(l.cfg.Listing.Exports, path, func(e Export, path string) int { return strings.Compare(e.Path, path) })
		if !ok {
			return false
		}
		file := l.cfg.Listing.Exports[i].File
		if _, err := os.Stat(file); err != nil {
			return false
		}
		found = append(found, &packages.Package{PkgPath: path, ExportFile: file})
	}
	l.export = found
	return true
}

func (l *loader) readExport(into map[string]*types.Package, p *packages.Package) {
	if p.PkgPath == "unsafe" || p.ExportFile == "" {
		return
	}
	if t := into[p.PkgPath]; t != nil && t.Complete() {
		return
	}
	f, err := os.Open(p.ExportFile)
	if err != nil {
		return
	}
	defer f.Close()
	//lint:ignore SA1019 up to Go 1.27 the go command names an archive of the compiler, in which the data has to be found first
	r, err := gcexportdata.NewReader(f)
	if err != nil {
		return
	}
	// An unreadable file leaves no complete package, which the importer reports where it is imported.
	_, _ = gcexportdata.Read(r, l.res.Fset, into, p.PkgPath)
}

type importerFunc func(path string) (*types.Package, error)

func (f importerFunc) Import(path string) (*types.Package, error) { return f(path) }

func (l *loader) checkPackage(n *node, byListed map[*packages.Package]*node, exported map[string]*types.Package) {
	imp := importerFunc(func(path string) (*types.Package, error) {
		if path == "unsafe" {
			return types.Unsafe, nil
		}
		p := n.listed.Imports[path]
		if p == nil {
			p = l.byPath[path] // the runtime, for a stub
		}
		if p == nil {
			return nil, fmt.Errorf("package %s is not found", path)
		}
		if dep := byListed[p]; dep != nil {
			if dep == n || dep.pkg.Types == nil {
				return nil, fmt.Errorf("package %s takes part in an import cycle", path)
			}
			return dep.pkg.Types, nil
		}
		if t := exported[p.PkgPath]; t != nil && t.Complete() {
			return t, nil
		}
		if len(p.Errors) > 0 {
			return nil, fmt.Errorf("%s", firstLine(p.Errors[0].Msg))
		}
		return nil, fmt.Errorf("package %s does not compile", path)
	})
	files := make([]*ast.File, 0, len(n.pkg.Files)+len(n.stubs))
	for _, f := range n.pkg.Files {
		files = append(files, f.Syntax)
	}
	files = append(files, n.stubs...)
	conf := types.Config{
		Importer: imp, FakeImportC: true, Sizes: types.SizesFor("gc", runtime.GOARCH),
		Error: func(err error) {
			e, ok := err.(types.Error)
			if ok && n.pkg.Endless == nil && endlessError(e) {
				n.pkg.Endless = &e
			}
			if ok && !n.stubSet[l.res.Fset.File(e.Pos)] {
				n.pkg.Errors = append(n.pkg.Errors, e)
			}
		},
	}
	if m := n.listed.Module; m != nil && m.GoVersion != "" {
		conf.GoVersion = "go" + m.GoVersion
	}
	n.pkg.Info = &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		Selections: map[*ast.SelectorExpr]*types.Selection{}, Implicits: map[ast.Node]types.Object{},
		Instances: map[*ast.Ident]types.Instance{}, Scopes: map[ast.Node]*types.Scope{},
	}
	n.typeCheck(conf, l.res.Fset, files)
	for _, dep := range n.pkg.Types.Imports() {
		n.pkg.ImportNames[dep.Path()] = dep.Name()
	}
}

// imports reports whether a depends on b.
func imports(a, b *node) bool {
	if a == b {
		return true
	}
	for _, i := range a.imports {
		if imports(i, b) {
			return true
		}
	}
	return false
}

// importErrors reports what an annotated file imports and the go command could not find:
// the type checker says nothing more about what is declared with such a package.
func (l *loader) importErrors(n *node) {
	if !n.pkg.Root || !n.pkg.Annotated() {
		return
	}
	reported := map[string]bool{}
	for _, e := range n.pkg.Errors {
		if !strings.HasPrefix(e.Msg, "could not import ") {
			continue
		}
		pos := l.res.Fset.Position(e.Pos)
		reported[fmt.Sprintf("%s:%d", pos.Filename, pos.Line)] = true
		d := diag.Diagnostic{Pos: pos, Code: codeNotLoaded, Text: strings.Replace(firstLine(e.Msg), "; to add it:", "", 1),
			Hint: "sigen has to know the types of a package that has directives; go build says more about the import"}
		n.pkg.Diagnostics = append(n.pkg.Diagnostics, d)
		l.diags = append(l.diags, d)
	}
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}

// IsStub reports whether pos lies in what sigen will generate, not in handwritten code.
func (r *Result) IsStub(pos token.Pos) bool {
	f := r.Fset.File(pos)
	return f != nil && strings.HasSuffix(f.Name(), stubSuffix)
}
