package gentest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/sigen-dev/sigen/gen"
)

// An OKCase is a folder below testdata/ok: a README that says what it pins, a
// program in ordinary Go files, the generated files in place, and want.txt, what
// the program prints.
type OKCase struct {
	Name string
	Dir  string
	Want string
}

// wantFile holds what a case's program prints.
const wantFile = "want.txt"

// shared is the folder of what the cases' mains have in common.
const shared = "internal"

// ReadOKCases reads every case in dir. A case without a README, a main.go or
// (unless update says that it is being written) want.txt is an error.
func ReadOKCases(dir string, update bool) ([]*OKCase, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var cases []*OKCase
	var bad []error
	for _, e := range entries {
		if !e.IsDir() || e.Name() == shared {
			continue
		}
		c := &OKCase{Name: e.Name(), Dir: filepath.Join(dir, e.Name())}
		for _, name := range []string{"README", "main.go", wantFile} {
			text, err := os.ReadFile(filepath.Join(c.Dir, name))
			switch {
			case name == wantFile && update && errors.Is(err, os.ErrNotExist):
			case err != nil:
				bad = append(bad, fmt.Errorf("%s: %w", c.Name, err))
			case len(bytes.TrimSpace(text)) == 0:
				bad = append(bad, fmt.Errorf("%s: %s is empty", c.Name, name))
			case name == wantFile:
				c.Want = string(text)
			}
		}
		cases = append(cases, c)
	}
	return cases, errors.Join(bad...)
}

// Generate makes the files of all cases in one run, by path. With reverse the
// packages are named one by one, in the opposite order.
func Generate(ctx context.Context, repo string, cases []*OKCase, reverse bool) (*gen.Result, error) {
	patterns := []string{"./testdata/ok/..."}
	if reverse {
		patterns = nil
		for _, c := range cases {
			rel, err := filepath.Rel(repo, c.Dir)
			if err != nil {
				return nil, err
			}
			patterns = append(patterns, "./"+filepath.ToSlash(rel)+"/...")
		}
		slices.Reverse(patterns)
	}
	r, err := gen.Run(ctx, gen.Config{Dir: repo, Patterns: patterns})
	if err != nil {
		return nil, err
	}
	if len(r.Diagnostics) > 0 {
		var b strings.Builder
		if err := r.Print(&b); err != nil {
			return nil, err
		}
		return nil, fmt.Errorf("accepted input gets diagnostics:\n%s", b.String())
	}
	return r, nil
}

// Build compiles every case into dir, with files in place of what is on disk.
func Build(ctx context.Context, repo, dir string, files []gen.File) error {
	replace := map[string]string{}
	for i, f := range files {
		name := filepath.Join(dir, fmt.Sprintf("overlay%d.go", i))
		if err := os.WriteFile(name, f.Data, 0o644); err != nil {
			return err
		}
		replace[f.Path] = name
	}
	overlay, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return err
	}
	name := filepath.Join(dir, "overlay.json")
	if err := os.WriteFile(name, overlay, 0o644); err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, "go", "build", "-ldflags=-s -w", "-overlay", name, "-o", dir+string(filepath.Separator), "./testdata/ok/...")
	cmd.Dir = repo
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("the generated code does not build: %w\n%s", err, out)
	}
	return nil
}

// patience is how long one case may run.
const patience = 30 * time.Second

// Run runs the program of a case from dir, in an empty directory and without the
// environment that configuration would read, and returns what it prints.
func (c *OKCase) Run(ctx context.Context, dir, scratch string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, filepath.Join(dir, c.Name))
	cmd.Dir = scratch
	cmd.Env = []string{"HOME=" + scratch, "TMPDIR=" + scratch, "PATH=" + os.Getenv("PATH")}
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		return "", fmt.Errorf("%w\n%s%s", err, out.Bytes(), errs.Bytes())
	}
	return out.String(), nil
}

// Update writes what the program prints now.
func (c *OKCase) Update(got string) error {
	return os.WriteFile(filepath.Join(c.Dir, wantFile), []byte(got), 0o644)
}
