package gentest

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write what sigen says now into the golden files")

// TestDiag compares every case byte for byte, and runs each twice: nobody may be
// able to see in which order packages were looked at.
func TestDiag(t *testing.T) {
	repo := repoDir(t)
	cases, err := ReadDiagCases(filepath.Join(repo, "testdata", "diag"))
	if err != nil {
		t.Fatal(err)
	}
	forward, err := Diagnose(t.Context(), t.TempDir(), repo, cases, false)
	if err != nil {
		t.Fatal(err)
	}
	backward, err := Diagnose(t.Context(), t.TempDir(), repo, cases, true)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			got := forward[c.Name]
			if d := cmp.Diff(got, backward[c.Name]); d != "" {
				t.Errorf("the order of packages shows (-forward +backward):\n%s", d)
			}
			if got == "" {
				t.Error("sigen accepts this input")
			}
			if *update && got != c.Want {
				if err := c.Update(got); err != nil {
					t.Fatal(err)
				}
				return
			}
			if d := cmp.Diff(c.Want, got); d != "" {
				t.Errorf("diagnostics differ (-want +got):\n%s", d)
			}
		})
	}
}

// uncovered are codes that no case can show, each with its reason.
var uncovered = map[string]string{
	"SIG005": "a file that cannot be read has no form in a txtar",
	"SIG108": "nothing is known and not supported at present",
}

// TestEveryCodeHasACase holds the codes in the source against those in the golden files.
func TestEveryCodeHasACase(t *testing.T) {
	repo := repoDir(t)
	shown := map[string]bool{}
	cases, err := ReadDiagCases(filepath.Join(repo, "testdata", "diag"))
	if err != nil {
		t.Fatal(err)
	}
	code := regexp.MustCompile(`SIG\d{3}`)
	for _, c := range cases {
		for _, s := range code.FindAllString(c.Want, -1) {
			shown[s] = true
		}
	}
	literal := regexp.MustCompile(`"(SIG\d{3})"`)
	for _, stage := range []string{"marker", "load", "resolve", "check"} {
		files, err := filepath.Glob(filepath.Join(repo, "gen", "internal", stage, "*.go"))
		if err != nil || len(files) == 0 {
			t.Fatalf("no source of %s: %v", stage, err)
		}
		for _, f := range files {
			if strings.HasSuffix(f, "_test.go") {
				continue
			}
			src, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range literal.FindAllStringSubmatch(string(src), -1) {
				_, exempt := uncovered[m[1]]
				switch {
				case !shown[m[1]] && !exempt:
					t.Errorf("%s: no case in testdata/diag shows %s", filepath.Base(f), m[1])
				case shown[m[1]] && exempt:
					t.Errorf("%s is shown by a case and needs no exemption", m[1])
				}
			}
		}
	}
}

// repoDir is the root of this module.
func repoDir(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	return dir
}
