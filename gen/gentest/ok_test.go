package gentest

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestOK generates every case twice, holds the files against the golden ones,
// builds all programs at once, and runs each.
func TestOK(t *testing.T) {
	repo := repoDir(t)
	cases, err := ReadOKCases(filepath.Join(repo, "testdata", "ok"), *update)
	if err != nil {
		t.Fatal(err)
	}
	forward, err := Generate(t.Context(), repo, cases, false)
	if err != nil {
		t.Fatal(err)
	}
	backward, err := Generate(t.Context(), repo, cases, true)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(forward.Files, backward.Files); d != "" {
		t.Errorf("the order of packages shows (-forward +backward):\n%s", d)
	}
	if !*update && forward.Stale() {
		t.Errorf("golden files differ from what is generated:\n%s", forward.Diff())
	}
	bin := t.TempDir()
	if err := Build(t.Context(), repo, bin, cases, forward.Files); err != nil {
		t.Fatal(err) // -update too: what does not build is not golden
	}
	if *update {
		if err := forward.Write(); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			t.Parallel()
			got, err := c.Run(t.Context(), bin, t.TempDir())
			if err != nil {
				t.Fatal(err)
			}
			if *update && got != c.Want {
				if err := c.Update(got); err != nil {
					t.Fatal(err)
				}
				return
			}
			if d := cmp.Diff(c.Want, got); d != "" {
				t.Errorf("the program prints something else (-want +got):\n%s", d)
			}
		})
	}
}

// TestOKVets holds generated code to go vet.
func TestOKVets(t *testing.T) {
	cmd := exec.CommandContext(t.Context(), "go", "vet", "./testdata/ok/...")
	cmd.Dir = repoDir(t)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// TestOKTests runs the tests of the cases, which hold generated codecs against encoding/json.
func TestOKTests(t *testing.T) {
	cmd := exec.CommandContext(t.Context(), "go", "test", "./testdata/ok/...")
	cmd.Dir = repoDir(t)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	if !strings.Contains(string(out), "ok  \t") {
		t.Errorf("no test ran:\n%s", out)
	}
}
