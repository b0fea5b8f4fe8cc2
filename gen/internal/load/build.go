package load

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/tools/go/packages"

	"github.com/sigen-dev/sigen/gen/internal/diag"
)

// The codes of loading.
const (
	codeSyntax     = "SIG001"
	codeNotLoaded  = "SIG003"
	codeOccupied   = "SIG004"
	codeUnreadable = "SIG005"
)

// A loader carries one Load from stage to stage.
type loader struct {
	cfg    Config
	res    *Result
	byPath map[string]*packages.Package // everything in reach
	export []*packages.Package          // what is imported from outside, with its export data
	order  []*node                      // source packages, imports before importers
	diags  []diag.Diagnostic

	externalMu sync.Mutex // guards res.external
}

// A node is a source package with its place in the import graph.
type node struct {
	pkg     *Package
	listed  *packages.Package
	imports []*node
	done    chan struct{}
	stubs   []*ast.File
	stubSet map[*token.File]bool
}

// build decides what is checked from source, and parses it.
func (l *loader) build(roots []*packages.Package) error {
	l.byPath = map[string]*packages.Package{}
	fromSource := map[*packages.Package]bool{}
	packages.Visit(roots, nil, func(p *packages.Package) {
		l.byPath[p.PkgPath] = p
		src := p.Module != nil && p.Module.Main || p.Module == nil && p.PkgPath == "command-line-arguments"
		for _, imp := range p.Imports {
			src = src || fromSource[imp]
		}
		fromSource[p] = src
	})
	named := 0
	for _, p := range roots {
		if p.PkgPath == RuntimePath && !(p.Module != nil && p.Module.Main) {
			continue // asked for by us
		}
		if len(p.GoFiles) == 0 && len(p.CompiledGoFiles) == 0 && len(p.Errors) > 0 {
			return l.noPackages(p.Errors[0].Msg)
		}
		if !fromSource[p] {
			return fmt.Errorf("package %s belongs to another module; run sigen in that module", p.PkgPath)
		}
		named++
	}
	if named == 0 {
		for _, p := range roots {
			if len(p.Errors) > 0 { // the go command could not even begin, and says so of what it was asked for
				return l.noPackages(p.Errors[0].Msg)
			}
		}
		return l.noPackages(strings.Join(l.cfg.Patterns, " ") + " in " + l.cfg.Dir)
	}

	nodes := map[*packages.Package]*node{}
	wire := map[string]bool{} // by go.mod
	var visit func(p *packages.Package) *node
	visit = func(p *packages.Package) *node {
		if n, ok := nodes[p]; ok {
			return n // finished, or nil in a cycle, which the go command has reported
		}
		nodes[p] = nil
		n := newNode(p)
		n.pkg.Root = slices.Contains(roots, p)
		if m := p.Module; m != nil && m.Main && m.GoMod != "" {
			used, known := wire[m.GoMod]
			if !known {
				used = l.requiresWire(m.GoMod)
				wire[m.GoMod] = used
			}
			n.pkg.WireUsed = used
		}
		paths := make([]string, 0, len(p.Imports))
		for path := range p.Imports {
			paths = append(paths, path)
		}
		slices.Sort(paths)
		for _, path := range paths {
			imp := p.Imports[path]
			n.pkg.ImportNames[imp.PkgPath] = imp.Name
			if !fromSource[imp] {
				continue
			}
			if dep := visit(imp); dep != nil {
				n.imports = append(n.imports, dep)
				n.pkg.Imports[path] = dep.pkg
			}
		}
		nodes[p] = n
		l.order = append(l.order, n)
		return n
	}
	slices.SortFunc(roots, func(a, b *packages.Package) int { return strings.Compare(a.PkgPath, b.PkgPath) })
	for _, p := range roots {
		if fromSource[p] && (l.cfg.Only == nil || l.cfg.Only(p.PkgPath)) {
			if n := visit(p); n != nil {
				l.res.Packages = append(l.res.Packages, n.pkg)
			}
		}
	}
	l.parse()
	for _, n := range l.order {
		l.res.source[n.pkg.Path] = n.pkg
	}
	return nil
}

// noPackages says that nothing matches, or why nothing can.
func (l *loader) noPackages(reason string) error {
	if !l.cfg.inModule() {
		reason = "there is no go.mod in " + l.cfg.Dir + " or above it; run sigen in a module, or make one with go mod init"
	}
	return fmt.Errorf("%w: %s", ErrNoPackages, strings.TrimSpace(reason))
}

// inModule reports whether a module or a workspace begins in the directory or above it, or is named by the environment.
func (cfg Config) inModule() bool {
	env := cfg.Env
	if env == nil {
		env = os.Environ()
	}
	for _, v := range env {
		if work, ok := strings.CutPrefix(v, "GOWORK="); ok && work != "" && work != "off" {
			return true
		}
	}
	for dir := cfg.Dir; ; {
		for _, name := range []string{"go.mod", "go.work"} {
			if _, err := os.Stat(filepath.Join(dir, name)); err == nil {
				return true
			}
		}
		up := filepath.Dir(dir)
		if up == dir {
			return false
		}
		dir = up
	}
}

func newNode(p *packages.Package) *node {
	n := &node{listed: p, done: make(chan struct{}), stubSet: map[*token.File]bool{}, pkg: &Package{
		Path: p.PkgPath, Name: p.Name, Imports: map[string]*Package{}, ImportNames: map[string]string{}, Predicted: map[string]Predicted{},
	}}
	if p.Module != nil {
		n.pkg.ModulePath = p.Module.Path
	}
	return n
}

// External reads the directives of a package of another module, and what sigen
// declares there. It has no types of its own: those came from export data.
// It returns nil for a package that is not in reach or has no directives. It is safe for concurrent use.
func (r *Result) External(path string) *Package {
	r.loader.externalMu.Lock()
	defer r.loader.externalMu.Unlock()
	if p, ok := r.external[path]; ok {
		return p
	}
	r.external[path] = nil
	listed := r.loader.byPath[path]
	if listed == nil || listed.Module == nil || r.source[path] != nil || !importsRuntime(listed) {
		return nil
	}
	n := newNode(listed)
	r.loader.parsePackage(n)
	if n.pkg.Annotated() {
		r.loader.stubsOf(n, false)
		r.external[path] = n.pkg
	}
	return r.external[path]
}

func importsRuntime(p *packages.Package) bool {
	for _, imp := range p.Imports {
		if imp.PkgPath == RuntimePath {
			return true
		}
	}
	return false
}

// requiresWire looks for google/wire in a module's go.mod. An indirect requirement does not count:
// the module has it only because something that it uses does.
func (l *loader) requiresWire(gomod string) bool {
	src, err := readFile(l.cfg.Overlay, gomod)
	if err != nil {
		return false
	}
	for line := range strings.Lines(string(src)) {
		f := strings.Fields(strings.TrimPrefix(strings.TrimSpace(line), "require "))
		if len(f) >= 2 && f[0] == wireModule && strings.HasPrefix(f[1], "v") && !strings.Contains(line, "// indirect") {
			return true
		}
	}
	return false
}

// parse reads every source package, several at a time, and gathers in order.
func (l *loader) parse() {
	found := make([][]diag.Diagnostic, len(l.order))
	var wg sync.WaitGroup
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i, n := range l.order {
		wg.Add(1)
		slots <- struct{}{}
		go func() {
			defer wg.Done()
			found[i] = l.parsePackage(n)
			<-slots
		}()
	}
	wg.Wait()
	for i, n := range l.order {
		if n.pkg.Root {
			n.pkg.Diagnostics = found[i]
			l.diags = append(l.diags, found[i]...)
		}
	}
}

// directiveLine is a directive in text that does not parse.
var directiveLine = regexp.MustCompile(`(?m)^[ \t]*//sig:[a-z]`)

func (l *loader) parsePackage(n *node) []diag.Diagnostic {
	var ds, syntax []diag.Diagnostic
	asked := false // for something, in a file that ends at its package clause for the parser
	files := slices.Clone(n.listed.GoFiles)
	for f := range l.cfg.Overlay {
		if len(files) > 0 && filepath.Dir(f) == filepath.Dir(files[0]) && outputName(f) && !slices.Contains(files, f) {
			files = append(files, f)
		}
	}
	slices.Sort(files)
	for _, name := range files {
		if filepath.Ext(name) != ".go" {
			continue
		}
		n.pkg.Dir = filepath.Dir(name)
		src, err := readFile(l.cfg.Overlay, name)
		if err != nil {
			ds = append(ds, diag.Diagnostic{Pos: token.Position{Filename: name, Line: 1, Column: 1}, Code: codeUnreadable,
				Text: "the file cannot be read: " + readReason(err), Hint: "make it readable, or exclude it by a build constraint"})
			continue
		}
		if isOutput(name, src) {
			n.pkg.Outputs = append(n.pkg.Outputs, name)
			continue
		}
		syn, err := parser.ParseFile(l.res.Fset, name, src, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			syntax = append(syntax, syntaxErrors(name, err)...)
			asked = asked || directiveLine.Match(src)
		}
		if syn == nil {
			continue
		}
		f := &File{Name: name, Src: src, Syntax: syn}
		n.pkg.Files = append(n.pkg.Files, f)
		ds = append(ds, scanFile(l.res.Fset, f)...)
	}
	for _, e := range n.listed.Errors {
		n.pkg.listErrors = append(n.pkg.listErrors, listError{parsePosition(e.Pos), e.Msg})
	}
	if n.pkg.Annotated() {
		l.testIdents(n.pkg)
	}
	if n.pkg.Root {
		ds = append(ds, l.testMarks(n.pkg)...)
	}
	// What does not parse stops us only where something is annotated.
	if n.pkg.Annotated() || asked || len(ds) > 0 {
		ds = append(ds, syntax...)
		for _, f := range n.pkg.Files {
			if n.pkg.Annotated() && outputName(f.Name) {
				pos := l.res.Fset.Position(f.Syntax.Package)
				if !pos.IsValid() { // it has no package clause
					pos = token.Position{Filename: f.Name, Line: 1, Column: 1}
				}
				ds = append(ds, diag.Diagnostic{Pos: pos, Code: codeOccupied,
					Text: filepath.Base(f.Name) + " is not a file that sigen wrote, and sigen has to write one of that name",
					Hint: "rename this file; if sigen did write it, its first line has to be " + Header})
			}
		}
	}
	return ds
}

func readReason(err error) string {
	if pe, ok := err.(*os.PathError); ok {
		return pe.Err.Error()
	}
	return err.Error()
}

// syntaxErrors keeps the first error: the ones behind it are mostly its echo.
func syntaxErrors(file string, err error) []diag.Diagnostic {
	d := diag.Diagnostic{Pos: token.Position{Filename: file, Line: 1, Column: 1}, Code: codeSyntax, Text: err.Error()}
	if list, ok := err.(scanner.ErrorList); ok && len(list) > 0 {
		d.Pos, d.Text = list[0].Pos, list[0].Msg
	}
	d.Text = "syntax error: " + d.Text
	d.Hint = "sigen reads a package with directives only when all of its files parse"
	return []diag.Diagnostic{d}
}

// parsePosition reads the go command's file:line:col.
func parsePosition(s string) token.Position {
	var p token.Position
	rest := s
	nums := []int{}
	for range 2 {
		i := strings.LastIndexByte(rest, ':')
		if i < 0 {
			break
		}
		n, err := strconv.Atoi(rest[i+1:])
		if err != nil {
			break
		}
		nums, rest = append(nums, n), rest[:i]
	}
	switch len(nums) {
	case 2:
		p.Line, p.Column = nums[1], nums[0]
	case 1:
		p.Line = nums[0]
	}
	if rest != "-" {
		p.Filename = rest
	}
	return p
}
