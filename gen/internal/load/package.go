package load

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/sigen-dev/sigen/gen/internal/diag"
	"github.com/sigen-dev/sigen/gen/internal/marker"
)

// Package is a package of a main module, checked from source.
type Package struct {
	Path       string
	Name       string
	Dir        string
	ModulePath string
	WireUsed   bool // its module, a main one, requires google/wire
	Root       bool // a pattern names it
	Files      []*File
	Outputs    []string // absolute names of files in it that sigen wrote

	Types  *types.Package
	Info   *types.Info
	Errors []types.Error // in its handwritten files, in order of discovery
	// Endless is the first error, in what will be generated too, after which nobody may walk over the
	// package's types: one contains itself, or ever larger instances of itself, or the type checker gave up.
	Endless *types.Error

	// Predicted are the identifiers that the stubs declare, by name.
	Predicted map[string]Predicted
	// Imports maps import paths as written to the packages of main modules among them.
	Imports map[string]*Package
	// ImportNames maps every import path in reach of its files to the package's name.
	ImportNames map[string]string

	// TestIdents are the package level identifiers of its _test.go files, if it has directives.
	TestIdents map[string]token.Pos

	// Diagnostics are those of loading it, if a pattern names it.
	Diagnostics []diag.Diagnostic

	listErrors []listError
}

// Annotated reports whether the package has a directive that asks for output.
func (p *Package) Annotated() bool {
	for _, f := range p.Files {
		for _, m := range f.Marks {
			if m.Name != "trust" {
				return true
			}
		}
	}
	return false
}

// A listError is what the go command said about a package.
type listError struct {
	pos  token.Position
	text string
}

// File is one handwritten file.
type File struct {
	Name   string // absolute
	Src    []byte
	Syntax *ast.File
	Marks  []*Mark // in source order; those with a mistake in their grammar are left out
}

// A Mark is a directive at the declaration that it stands on.
type Mark struct {
	*marker.Directive
	Pos  token.Pos // of the comment
	File *File
	// Decl is the *ast.TypeSpec, *ast.FuncDecl or (for a method of an interface)
	// *ast.Field below the comment; nil for a directive on a line of its own.
	Decl ast.Node
	// Owner is the interface that Decl is a method of.
	Owner *ast.TypeSpec
}

// ArgPos is where the argument with that key begins, or where the directive does.
func (m *Mark) ArgPos(key string) token.Pos {
	if a, ok := m.Arg(key); ok {
		return m.Pos + token.Pos(a.Off)
	}
	return m.Pos
}

// ValuePos is where the value of the argument with that key begins, or where the directive does.
func (m *Mark) ValuePos(key string) token.Pos {
	if a, ok := m.Arg(key); ok {
		return m.Pos + token.Pos(a.ValueOff)
	}
	return m.Pos
}

// A PredictedKind says what an identifier will be once sigen has run.
type PredictedKind string

// What sigen declares at package level.
const (
	PredictedFactory     PredictedKind = "factory"
	PredictedProps       PredictedKind = "props"
	PredictedInstantiate PredictedKind = "instantiate"
	PredictedClient      PredictedKind = "client"
	PredictedNewClient   PredictedKind = "new-client"
	PredictedHostClient  PredictedKind = "host-client"
	PredictedAdminClient PredictedKind = "admin-client"
	PredictedContract    PredictedKind = "contract"
	PredictedMount       PredictedKind = "mount"
)

// Predicted is an identifier that generated code will declare.
type Predicted struct {
	Kind PredictedKind
	Of   string // the struct or interface it is generated for, "" for the package's own
}
