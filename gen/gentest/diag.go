// Package gentest is the golden harness: cases of input with exactly what sigen says about it or makes of it.
//
// A rejected input is a txtar in testdata/diag: a comment that says what the
// case pins and why, Go files, and a last section want with the diagnostics,
// byte for byte. All cases are packages of one temporary module, example.com/<case>,
// and are loaded together; a case that brings a go.mod is loaded by itself.
package gentest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/txtar"

	"github.com/sigen-dev/sigen/gen/internal/check"
	"github.com/sigen-dev/sigen/gen/internal/diag"
	"github.com/sigen-dev/sigen/gen/internal/load"
	"github.com/sigen-dev/sigen/gen/internal/resolve"
)

// wantSection is the last file of a case.
const wantSection = "want"

// A DiagCase is one rejected input.
type DiagCase struct {
	Name    string
	File    string // of the txtar
	Archive *txtar.Archive
	Want    string
}

// ReadDiagCases reads every case in dir. A case that says nothing, holds nothing or expects nothing is an error.
func ReadDiagCases(dir string) ([]*DiagCase, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.txtar"))
	if err != nil {
		return nil, err
	}
	var cases []*DiagCase
	var bad []error
	for _, f := range files {
		ar, err := txtar.ParseFile(f)
		if err != nil {
			return nil, err
		}
		c := &DiagCase{Name: strings.TrimSuffix(filepath.Base(f), ".txtar"), File: f, Archive: ar}
		if len(bytes.TrimSpace(ar.Comment)) == 0 {
			bad = append(bad, fmt.Errorf("%s: no comment says what the case pins", f))
		}
		i := slices.IndexFunc(ar.Files, func(f txtar.File) bool { return f.Name == wantSection })
		switch {
		case i < 0 || i != len(ar.Files)-1:
			bad = append(bad, fmt.Errorf("%s: the last section has to be -- %s --", f, wantSection))
			continue
		case i == 0:
			bad = append(bad, fmt.Errorf("%s: no input", f))
		}
		c.Want = string(ar.Files[i].Data)
		cases = append(cases, c)
	}
	return cases, errors.Join(bad...)
}

// ownModule reports whether the case brings a go.mod.
func (c *DiagCase) ownModule() bool {
	return slices.ContainsFunc(c.Archive.Files, func(f txtar.File) bool { return f.Name == "go.mod" })
}

// write puts the case's files below dir.
func (c *DiagCase) write(dir, repo string) error {
	for _, f := range c.Archive.Files {
		if f.Name == wantSection {
			continue
		}
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		data := f.Data
		if f.Name == "go.mod" {
			data = bytes.ReplaceAll(data, []byte("$REPO"), []byte(repo))
		}
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(name, data, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// Diagnose says, for each case, what sigen prints. With reverse, packages are named and looked at in the opposite order.
func Diagnose(ctx context.Context, temp, repo string, cases []*DiagCase, reverse bool) (map[string]string, error) {
	var err error
	if temp, err = filepath.EvalSymlinks(temp); err != nil {
		return nil, err
	}
	module := filepath.Join(temp, "cases")
	var together []*DiagCase
	for _, c := range cases {
		if !c.ownModule() {
			together = append(together, c)
			if err := c.write(filepath.Join(module, c.Name), repo); err != nil {
				return nil, err
			}
		}
	}
	out := map[string]string{}
	if len(together) > 0 {
		if err := WriteModule(module, repo); err != nil {
			return nil, err
		}
		if err := diagnoseAll(ctx, module, together, reverse, out); err != nil {
			return nil, err
		}
	}
	for _, c := range cases {
		if !c.ownModule() {
			continue
		}
		dir := filepath.Join(temp, "own", c.Name)
		if err := c.write(dir, repo); err != nil {
			return nil, err
		}
		if err := completeModule(dir, repo); err != nil {
			return nil, err
		}
		res, ds, err := load.Load(ctx, load.Config{Dir: dir, Patterns: []string{"./..."}})
		if err != nil {
			return nil, fmt.Errorf("%s: %w", c.Name, err)
		}
		if out[c.Name], err = finish(res, ds, dir, reverse); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func diagnoseAll(ctx context.Context, module string, cases []*DiagCase, reverse bool, out map[string]string) error {
	var patterns []string
	for _, c := range cases {
		patterns = append(patterns, "./"+c.Name+"/...")
	}
	if reverse {
		slices.Reverse(patterns)
	}
	res, ds, err := load.Load(ctx, load.Config{Dir: module, Patterns: patterns})
	if err != nil {
		return err
	}
	for _, c := range cases {
		dir := filepath.Join(module, c.Name)
		prefix := "example.com/" + c.Name
		own := res.Only(func(p *load.Package) bool { return p.Path == prefix || strings.HasPrefix(p.Path, prefix+"/") })
		if len(own.Packages) == 0 {
			return fmt.Errorf("%s: no package was loaded", c.Name)
		}
		var mine []diag.Diagnostic
		for _, d := range ds {
			if strings.HasPrefix(d.Pos.Filename, dir+string(filepath.Separator)) {
				mine = append(mine, d)
			}
		}
		if out[c.Name], err = finish(own, mine, dir, reverse); err != nil {
			return err
		}
	}
	return nil
}

// finish runs the stages behind load and prints what all of them said.
func finish(res *load.Result, ds []diag.Diagnostic, dir string, reverse bool) (string, error) {
	if reverse {
		slices.Reverse(res.Packages)
	}
	prog, more := resolve.Resolve(res)
	ds = append(slices.Clone(ds), more...)
	ds = append(ds, check.Check(prog)...)
	var b strings.Builder
	if err := diag.Print(&b, dir, diag.Sort(ds)); err != nil {
		return "", err
	}
	return b.String(), nil
}

// completeModule gives a case's own module the versions and sums that repo has.
func completeModule(dir, repo string) error {
	own, err := os.ReadFile(filepath.Join(dir, "go.mod"))
	if err != nil {
		return err
	}
	if err := WriteModule(dir, repo); err != nil {
		return err
	}
	full, err := os.ReadFile(filepath.Join(dir, "go.mod"))
	if err != nil {
		return err
	}
	full = moduleLine.ReplaceAll(full, moduleLine.Find(own))
	rest := goLine.ReplaceAll(moduleLine.ReplaceAll(own, nil), nil)
	return os.WriteFile(filepath.Join(dir, "go.mod"), slices.Concat(full, rest), 0o644)
}

// Update writes what sigen says now into the case's want section.
func (c *DiagCase) Update(got string) error {
	c.Archive.Files[len(c.Archive.Files)-1].Data = []byte(got)
	return os.WriteFile(c.File, txtar.Format(c.Archive), 0o644)
}
