package gentest

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sigen-dev/sigen/gen"
	"github.com/sigen-dev/sigen/gen/internal/load"
)

// TestCasesWithoutExpectationsFail: a case cannot pass by lacking something.
func TestCasesWithoutExpectationsFail(t *testing.T) {
	whole := map[string]string{"README": "what it pins\n", "main.go": "package main\n", wantFile: "out\n"}
	for missing := range whole {
		dir := t.TempDir()
		if err := os.Mkdir(filepath.Join(dir, "case"), 0o755); err != nil {
			t.Fatal(err)
		}
		for name, text := range whole {
			if name == missing {
				continue
			}
			if err := os.WriteFile(filepath.Join(dir, "case", name), []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := ReadOKCases(dir, false); err == nil || !strings.Contains(err.Error(), missing) {
			t.Errorf("without %s: %v", missing, err)
		}
		if _, err := ReadOKCases(dir, true); (err == nil) != (missing == wantFile) {
			t.Errorf("without %s, updating: %v", missing, err)
		}
	}
}

// TestBuildRefuses: output that does not build is never golden.
func TestBuildRefuses(t *testing.T) {
	repo := repoDir(t)
	broken := gen.File{Path: filepath.Join(repo, "testdata", "ok", "wide", load.GeneratedFile), Data: []byte("package main\n\nvar SheetFactory = nothing\n")}
	wide := []*OKCase{{Name: "wide", Dir: filepath.Join(repo, "testdata", "ok", "wide")}}
	if err := Build(t.Context(), repo, t.TempDir(), wide, []gen.File{broken}); err == nil || !strings.Contains(err.Error(), "undefined: nothing") {
		t.Errorf("got %v", err)
	}
}

// TestRepositoryFromNothing generates for this module as if none of its generated
// files were there: every byte of them has to come back.
func TestRepositoryFromNothing(t *testing.T) {
	repo := repoDir(t)
	want := map[string][]byte{}
	blank := map[string][]byte{}
	patterns := []string{"./..."}
	err := filepath.WalkDir(repo, func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && name != repo {
			if _, other := os.Stat(filepath.Join(name, "go.mod")); other == nil {
				return filepath.SkipDir // a module of its own
			}
		}
		if err != nil || d.IsDir() || d.Name() != load.GeneratedFile && d.Name() != load.WireFile {
			return err
		}
		data, err := os.ReadFile(name)
		if err != nil || !bytes.HasPrefix(data, []byte(load.Header+"\n")) {
			return err
		}
		want[name] = data
		if rel, err := filepath.Rel(repo, filepath.Dir(name)); err == nil && strings.HasPrefix(filepath.ToSlash(rel), "testdata/") {
			patterns = append(patterns, "./"+filepath.ToSlash(rel))
		}
		for line := range strings.Lines(string(data)) {
			if strings.HasPrefix(line, "package ") {
				blank[name] = []byte(load.Header + "\n\n" + line)
				break
			}
		}
		return nil
	})
	if err != nil || len(want) == 0 {
		t.Fatal("no generated files", err)
	}
	r, err := gen.Run(t.Context(), gen.Config{Dir: repo, Patterns: patterns, Overlay: blank})
	if err != nil {
		t.Fatal(err)
	}
	if r.Failed() {
		var b strings.Builder
		_ = r.Print(&b)
		t.Fatal(b.String())
	}
	for _, f := range r.Files {
		if !bytes.Equal(f.Data, want[f.Path]) {
			t.Errorf("%s differs from what is generated", f.Path)
		}
		delete(want, f.Path)
	}
	for name := range want {
		t.Errorf("%s is not generated any more", name)
	}
}
