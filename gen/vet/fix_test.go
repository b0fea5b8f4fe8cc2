package vet

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

var updateFixes = flag.Bool("update", false, "write the golden files of suggested fixes")

// TestFixes promises that the suggested fixes give what the golden files have, that the
// result compiles, and that what was fixed is no finding any more. A case without a golden file of a
// source is one that no fix may touch.
func TestFixes(t *testing.T) {
	cases, err := filepath.Glob("testdata/fix/*.txtar")
	if err != nil || len(cases) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, path := range cases {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			in, want := map[string]string{}, map[string]string{}
			for _, f := range a.Files {
				if name, golden := strings.CutPrefix(f.Name, "want/"); golden {
					want[name] = string(f.Data)
				} else {
					in[f.Name] = string(f.Data)
				}
			}
			dir := module(t, in)
			r, err := Run(t.Context(), Config{Dir: dir})
			if err != nil {
				t.Fatal(err)
			}
			files, err := r.Fix()
			if err != nil {
				t.Fatal(err)
			}
			fixes := 0
			got := map[string]string{}
			for _, f := range files {
				got[filepath.Base(f.Path)] = string(f.New)
				fixes += f.Fixes
			}
			if diff := r.FixDiff(files); !strings.Contains(diff, "--- a/") {
				t.Errorf("the diff names no file:\n%s", diff)
			}
			if *updateFixes {
				keep := a.Files[:0]
				for _, f := range a.Files {
					if !strings.HasPrefix(f.Name, "want/") {
						keep = append(keep, f)
					}
				}
				a.Files = keep
				for _, f := range files {
					a.Files = append(a.Files, txtar.File{Name: "want/" + filepath.Base(f.Path), Data: f.New})
				}
				if err := os.WriteFile(path, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
			} else {
				for name := range in {
					if got[name] != want[name] {
						t.Errorf("%s is now\n%s\nwant\n%s", name, got[name], want[name])
					}
				}
			}
			before := len(r.Findings)
			if err := WriteFixes(files); err != nil {
				t.Fatal(err)
			}
			again, err := Run(t.Context(), Config{Dir: dir}) // which compiles it
			if err != nil {
				t.Fatal(err)
			}
			if more, err := again.Fix(); err != nil || len(more) > 0 {
				t.Errorf("a second run would change %d files more (%v)", len(more), err)
			}
			if fixes == 0 || len(again.Findings) > before-fixes {
				t.Errorf("%d findings before, %d fixes, %d findings after", before, fixes, len(again.Findings))
			}
			if err := WriteFixes(files); err == nil {
				t.Error("fixes of an old run were written over a file that has changed")
			}
		})
	}
}
