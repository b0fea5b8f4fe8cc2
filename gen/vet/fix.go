package vet

import (
	"bytes"
	"cmp"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ast/astutil"

	"github.com/sigen-dev/sigen/gen/internal/output"
)

// A FixedFile is a file with the suggested fixes of its findings applied.
type FixedFile struct {
	Path     string // absolute
	Old, New []byte
	Fixes    int
}

// Fix applies the suggested fixes of the findings, file by file, and returns the files
// that change, sorted by path; it writes nothing. Of two fixes that overlap the first
// is taken: another run does the rest. Imports that nothing uses any more go, and the result is
// formatted. Files outside of the report's directory are left alone.
func (r *Report) Fix() ([]FixedFile, error) {
	byFile := map[string][]*Fix{}
	for i := range r.Findings {
		f := r.Findings[i].Fix
		if f == nil || f.Pos.File != f.End.File {
			continue
		}
		if rel, err := filepath.Rel(r.Dir, f.Pos.File); err != nil || !filepath.IsLocal(rel) {
			continue
		}
		byFile[f.Pos.File] = append(byFile[f.Pos.File], f)
	}
	var out []FixedFile
	for path, fixes := range byFile {
		ff, err := applyFixes(path, fixes)
		if err != nil {
			return nil, err
		}
		if !bytes.Equal(ff.Old, ff.New) {
			out = append(out, ff)
		}
	}
	slices.SortFunc(out, func(a, b FixedFile) int { return cmp.Compare(a.Path, b.Path) })
	return out, nil
}

// FixDiff is the unified diff of what [Report.Fix] changes; "" for nothing.
func (r *Report) FixDiff(files []FixedFile) string {
	var s output.Set
	for _, f := range files {
		s.Changes = append(s.Changes, output.Change{File: output.File{Path: f.Path, Data: f.New}, Action: output.Update, Old: f.Old})
	}
	return s.Diff(r.Dir)
}

// WriteFixes writes fixed files in the place of the old ones. A file that has changed
// since is an error, and stays as it is.
func WriteFixes(files []FixedFile) error {
	for _, f := range files {
		now, err := os.ReadFile(f.Path)
		if err != nil {
			return fmt.Errorf("fix: %w", err)
		}
		if !bytes.Equal(now, f.Old) {
			return fmt.Errorf("fix %s: the file has changed since it was analysed; run sigen vet again", f.Path)
		}
		info, err := os.Stat(f.Path)
		if err != nil {
			return fmt.Errorf("fix: %w", err)
		}
		if err := os.WriteFile(f.Path, f.New, info.Mode().Perm()); err != nil {
			return fmt.Errorf("fix: %w", err)
		}
	}
	return nil
}

func applyFixes(path string, fixes []*Fix) (FixedFile, error) {
	src, err := os.ReadFile(path)
	if err != nil {
		return FixedFile{}, fmt.Errorf("fix: %w", err)
	}
	type edit struct {
		from, to int
		text     string
	}
	var edits []edit
	for _, f := range fixes {
		from, to := offset(src, f.Pos), offset(src, f.End)
		if from < 0 || to < from {
			return FixedFile{}, fmt.Errorf("fix %s:%d: the file has changed since it was analysed; run sigen vet again", path, f.Pos.Line)
		}
		edits = append(edits, edit{from, to, f.New})
	}
	slices.SortStableFunc(edits, func(a, b edit) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(b.to, a.to)) })
	ff := FixedFile{Path: path, Old: src}
	var b bytes.Buffer
	at := 0
	for _, e := range edits {
		if e.from < at {
			continue // inside of the one before
		}
		b.Write(src[at:e.from])
		b.WriteString(e.text)
		at = e.to
		ff.Fixes++
	}
	b.Write(src[at:])
	if ff.New, err = tidied(path, src, b.Bytes()); err != nil {
		return FixedFile{}, err
	}
	return ff, nil
}

// tidied formats fixed source, without the imports that only the old one used.
func tidied(path string, old, fixed []byte) ([]byte, error) {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, path, fixed, parser.ParseComments)
	if err != nil {
		return nil, fmt.Errorf("fix %s: the fixed file does not parse: %w", path, err)
	}
	before, err := parser.ParseFile(token.NewFileSet(), path, old, 0)
	if err != nil {
		return nil, fmt.Errorf("fix %s: %w", path, err)
	}
	changed := false
	for _, spec := range slices.Clone(f.Imports) {
		p, err := strconv.Unquote(spec.Path.Value)
		if err != nil || unnamed(spec) || astutil.UsesImport(f, p) || !astutil.UsesImport(before, p) {
			continue
		}
		name := ""
		if spec.Name != nil {
			name = spec.Name.Name
		}
		changed = astutil.DeleteNamedImport(fset, f, name, p) || changed
	}
	if !changed {
		return format.Source(fixed)
	}
	var b bytes.Buffer
	if err := format.Node(&b, fset, f); err != nil {
		return nil, fmt.Errorf("fix %s: %w", path, err)
	}
	return b.Bytes(), nil
}

// unnamed reports whether an import is for its effect alone, or for all its names.
func unnamed(spec *ast.ImportSpec) bool {
	return spec.Name != nil && strings.ContainsAny(spec.Name.Name, "_.")
}
