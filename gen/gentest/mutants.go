package gentest

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/sigen-dev/sigen/gen/internal/load"
)

// A seedCase is the handwritten Go of one golden case, by file name.
type seedCase struct {
	path  string // its import path
	files map[string]string
}

// seedCases are all golden cases below testdata of repo, accepted and rejected ones.
func seedCases(repo string) ([]seedCase, error) {
	cases, err := ReadDiagCases(filepath.Join(repo, "testdata", "diag"))
	if err != nil {
		return nil, err
	}
	var out []seedCase
	for _, c := range cases {
		s := seedCase{"example.com/" + c.Name, map[string]string{}}
		for _, f := range c.Archive.Files {
			if strings.HasSuffix(f.Name, ".go") {
				s.files[f.Name] = string(f.Data)
			}
		}
		if !c.ownModule() {
			out = append(out, s)
		}
	}
	ok, err := ReadOKCases(filepath.Join(repo, "testdata", "ok"), false)
	if err != nil {
		return nil, err
	}
	for _, c := range ok {
		s := seedCase{"github.com/sigen-dev/sigen/testdata/ok/" + c.Name, map[string]string{}}
		err := filepath.WalkDir(c.Dir, func(name string, d fs.DirEntry, err error) error {
			base := filepath.Base(name)
			if err != nil || d.IsDir() || !strings.HasSuffix(base, ".go") || strings.HasSuffix(base, "_test.go") || base == load.GeneratedFile || base == load.WireFile || base == "main.go" {
				return err
			}
			text, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			rel, err := filepath.Rel(c.Dir, name)
			s.files[filepath.ToSlash(rel)] = string(text)
			return err
		})
		if err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, nil
}

// WriteMutants writes n damaged golden cases into the module example.com in dir, as packages m0, m1 and so on.
func WriteMutants(dir, repo string, seed uint64, n int) error {
	cases, err := seedCases(repo)
	if err != nil {
		return err
	}
	var donors []string
	for _, c := range cases {
		for _, name := range sortedNames(c.files) {
			donors = append(donors, c.files[name])
		}
	}
	m := NewMutator(seed, donors)
	for i := range n {
		c := cases[m.Int(len(cases))]
		names := sortedNames(c.files)
		if len(names) == 0 {
			continue
		}
		damaged := names[m.Int(len(names))]
		for _, name := range names {
			text := strings.ReplaceAll(c.files[name], c.path, fmt.Sprintf("example.com/m%d", i))
			if name == damaged {
				text = m.Mutate(text)
			}
			file := filepath.Join(dir, fmt.Sprintf("m%d", i), filepath.FromSlash(name))
			if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
				return err
			}
			if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
				return err
			}
		}
	}
	return nil
}

func sortedNames(files map[string]string) []string {
	return slices.Sorted(maps.Keys(files))
}
