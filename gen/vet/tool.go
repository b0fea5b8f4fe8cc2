package vet

import (
	"bytes"
	"crypto/sha256"
	"encoding/gob"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/tools/go/gcexportdata"

	"github.com/sigen-dev/sigen/gen/vet/internal/benign"
	"github.com/sigen-dev/sigen/gen/vet/internal/facts"
	"github.com/sigen-dev/sigen/gen/vet/internal/flow"
	"github.com/sigen-dev/sigen/gen/vet/internal/invoke"
	"github.com/sigen-dev/sigen/gen/vet/internal/link"
	"github.com/sigen-dev/sigen/gen/vet/internal/std"
)

// A unitConfig is what go vet says of one package, in a file whose name ends in .cfg.
type unitConfig struct {
	ID            string
	ImportPath    string
	ModulePath    string
	ModuleVersion string
	Dir           string
	GoVersion     string
	GoFiles       []string
	ImportMap     map[string]string
	PackageFile   map[string]string // export data, by path
	PackageVetx   map[string]string // facts, by path
	VetxOnly      bool
	VetxOutput    string
	Stdout        string // where to write what would go to standard output
	SucceedOnType bool   `json:"SucceedOnTypecheckFailure"`
}

// Tool serves "go vet -vettool": for the arguments of that protocol it answers on
// stdout and stderr and returns the exit status and true.
//
// It differs from unitchecker in that types come from the compiler's export data,
// which go vet has anyway, and that units of the standard library and of the trust
// base are answered at once, with empty facts.
func Tool(args []string, stdout, stderr io.Writer) (code int, ok bool) {
	if len(args) == 0 {
		return 0, false
	}
	asJSON := false
	switch {
	case args[0] == "-V=full":
		return printVersion(stdout, stderr), true
	case args[0] == "-flags":
		fmt.Fprintln(stdout, `[{"Name":"json","Bool":true,"Usage":"emit JSON output"}]`)
		return 0, true
	case strings.HasSuffix(args[len(args)-1], ".cfg"):
		for _, a := range args[:len(args)-1] {
			switch a {
			case "-json", "-json=true":
				asJSON = true
			default:
				return 0, false
			}
		}
	default:
		return 0, false
	}
	code, err := vetUnit(args[len(args)-1], asJSON, stdout, stderr)
	if err != nil {
		fmt.Fprintf(stderr, "sigen: %v\n", err)
		return 1, true
	}
	return code, true
}

// printVersion tells the go command by which to know that the tool has changed.
func printVersion(stdout, stderr io.Writer) int {
	exe, err := os.Executable()
	if err != nil {
		fmt.Fprintf(stderr, "sigen: %v\n", err)
		return 1
	}
	f, err := os.Open(exe)
	if err != nil {
		fmt.Fprintf(stderr, "sigen: %v\n", err)
		return 1
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		fmt.Fprintf(stderr, "sigen: %v\n", err)
		return 1
	}
	fmt.Fprintf(stdout, "%s version devel comments-go-here buildID=%x\n", filepath.Base(exe), h.Sum(nil))
	return 0
}

func vetUnit(file string, asJSON bool, stdout, stderr io.Writer) (int, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return 0, err
	}
	var cfg unitConfig
	if err := json.Unmarshal(data, &cfg); err != nil {
		return 0, fmt.Errorf("%s: %w", file, err)
	}
	path, _, _ := strings.Cut(cfg.ImportPath, " ")
	if std.Load().Std(path) || flow.TrustBase(path) {
		return 0, writeVetx(cfg.VetxOutput, nil)
	}
	if m := cfg.reviewed(path); m != nil {
		return 0, writeVetx(cfg.VetxOutput, reviewedTogether(m))
	}
	imported, err := readVetx(cfg.PackageVetx)
	if err != nil {
		return 0, err
	}
	in, err := cfg.load(path)
	if err != nil {
		if cfg.SucceedOnType {
			return 0, writeVetx(cfg.VetxOutput, nil)
		}
		return 0, err
	}
	own := unit(in, imported)
	view := invoke.Package{Fset: in.Fset, Files: in.Files, Pkg: in.Pkg, Info: in.Info}
	own.Contracts = invoke.Declared(view)
	imported[own.Path] = own
	if err := writeVetx(cfg.VetxOutput, imported); err != nil {
		return 0, err
	}
	if cfg.VetxOnly || strings.Contains(cfg.ID, " [") { // a package together with its tests was looked at without them
		return 0, nil
	}
	all := make([]*facts.Package, 0, len(imported))
	var declared []*facts.Contracts
	for _, path := range slices.Sorted(maps.Keys(imported)) {
		all = append(all, imported[path])
		if c := imported[path].Contracts; c != nil {
			declared = append(declared, c)
		}
	}
	return printUnit(cfg, link.New(all).Check(own.Path), invocations(view, declared), asJSON, stdout, stderr)
}

// The form in which go vet -json and editors take diagnostics.
type (
	vetDiagnostic struct {
		Category string   `json:"category"`
		Posn     string   `json:"posn"`
		Message  string   `json:"message"`
		Fixes    []vetFix `json:"suggested_fixes,omitempty"`
	}
	vetFix struct {
		Message string    `json:"message"`
		Edits   []vetEdit `json:"edits"`
	}
	vetEdit struct {
		Filename string `json:"filename"`
		Start    int    `json:"start"`
		End      int    `json:"end"`
		New      string `json:"new"`
	}
)

// fixes is a fix with its places as offsets in the file.
func (cfg *unitConfig) fixes(f *Fix) []vetFix {
	if f == nil {
		return nil
	}
	src, err := os.ReadFile(f.Pos.File)
	if err != nil {
		return nil // without the file there is nothing to fix
	}
	start, end := offset(src, f.Pos), offset(src, f.End)
	if start < 0 || end < start {
		return nil
	}
	return []vetFix{{f.Text, []vetEdit{{f.Pos.File, start, end, f.New}}}}
}

// offset is the place of a position in a file's text, -1 if it is not there.
func offset(src []byte, p Position) int {
	at := 0
	for range p.Line - 1 {
		n := bytes.IndexByte(src[at:], '\n')
		if n < 0 {
			return -1
		}
		at += n + 1
	}
	if at += p.Column - 1; at > len(src) {
		return -1
	}
	return at
}

func printUnit(cfg unitConfig, cs []*link.Component, calls []Finding, asJSON bool, stdout, stderr io.Writer) (int, error) {
	byAnalyzer := map[string][]vetDiagnostic{}
	var found []vetDiagnostic
	add := func(analyzer string, d vetDiagnostic) {
		byAnalyzer[analyzer] = append(byAnalyzer[analyzer], d)
		found = append(found, d)
	}
	for _, c := range cs {
		for _, f := range c.Findings {
			if f.Trust == nil {
				add(Isolation.Name, vetDiagnostic{f.Code, f.Pos.String(), message(c, f), cfg.fixes(finding(f, "").Fix)})
			}
		}
	}
	for _, f := range calls {
		at := token.Position{Filename: f.Pos.File, Line: f.Pos.Line, Column: f.Pos.Column}
		add(Invocation.Name, vetDiagnostic{f.Code, at.String(), f.Code + ": " + f.Text + "; " + f.Instead, cfg.fixes(f.Fix)})
	}
	if len(found) == 0 {
		return 0, nil
	}
	if asJSON {
		if cfg.Stdout != "" {
			f, err := os.Create(cfg.Stdout)
			if err != nil {
				return 0, err
			}
			defer f.Close()
			stdout = f
		}
		enc := json.NewEncoder(stdout)
		enc.SetIndent("", "\t")
		return 0, enc.Encode(map[string]map[string][]vetDiagnostic{cfg.ID: byAnalyzer})
	}
	for _, d := range found {
		fmt.Fprintf(stderr, "%s: %s\n", d.Posn, d.Message)
	}
	return 1, nil
}

// reviewed is the review by which the unit counts as part of the trust base.
func (cfg *unitConfig) reviewed(path string) *benign.Module {
	if cfg.ModuleVersion == "" {
		return nil
	}
	return benign.Trusted(cfg.ModulePath, cfg.ModuleVersion, benign.CachedSum(cfg.Dir, cfg.ModulePath, cfg.ModuleVersion), path)
}

// load parses and checks the unit.
func (cfg *unitConfig) load(path string) (flow.Input, error) {
	fset := token.NewFileSet()
	in := flow.Input{Fset: fset}
	for _, name := range cfg.GoFiles {
		f, err := parser.ParseFile(fset, name, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return in, err
		}
		in.Files = append(in.Files, f)
	}
	imports := map[string]*types.Package{}
	conf := types.Config{
		Sizes:     types.SizesFor("gc", runtime.GOARCH),
		GoVersion: cfg.GoVersion,
		Importer: importerFunc(func(path string) (*types.Package, error) {
			if path == "unsafe" {
				return types.Unsafe, nil
			}
			if p, ok := cfg.ImportMap[path]; ok {
				path = p
			}
			if p := imports[path]; p != nil && p.Complete() {
				return p, nil
			}
			f, err := os.Open(cfg.PackageFile[path])
			if err != nil {
				return nil, fmt.Errorf("no export data of %s: %w", path, err)
			}
			defer f.Close()
			//lint:ignore SA1019 the go command hands out archives, whose header only NewReader reads
			r, err := gcexportdata.NewReader(f)
			if err != nil {
				return nil, err
			}
			return gcexportdata.Read(r, fset, imports, path)
		}),
	}
	in.Info = newInfo()
	pkg, err := conf.Check(path, fset, in.Files, in.Info)
	in.Pkg = pkg
	return in, err
}

func newInfo() *types.Info {
	return &types.Info{Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		Implicits: map[ast.Node]types.Object{}, Instances: map[*ast.Ident]types.Instance{}, Scopes: map[ast.Node]*types.Scope{},
		Selections: map[*ast.SelectorExpr]*types.Selection{}, FileVersions: map[*ast.File]string{}}
}

// readVetx reads the facts of what a unit imports; each file has those of its own imports too.
func readVetx(files map[string]string) (map[string]*facts.Package, error) {
	out := map[string]*facts.Package{}
	for path, file := range files {
		if std.Load().Std(path) || flow.TrustBase(path) {
			continue
		}
		f, err := os.Open(file)
		if err != nil {
			return nil, fmt.Errorf("facts of %s: %w", path, err)
		}
		var ps []*facts.Package
		err = gob.NewDecoder(f).Decode(&ps)
		f.Close()
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, fmt.Errorf("facts of %s: %w", path, err)
		}
		for _, p := range ps {
			out[p.Path] = p
		}
	}
	return out, nil
}

func writeVetx(file string, ps map[string]*facts.Package) error {
	if file == "" {
		return nil
	}
	if len(ps) == 0 {
		return os.WriteFile(file, nil, 0o666)
	}
	var all []*facts.Package
	for _, p := range ps {
		all = append(all, p)
	}
	slices.SortFunc(all, func(a, b *facts.Package) int { return strings.Compare(a.Path, b.Path) })
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	if err := gob.NewEncoder(f).Encode(all); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}
