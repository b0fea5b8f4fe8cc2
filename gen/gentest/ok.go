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
	"regexp"
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

// driver is the folder of the one program that all cases are linked into.
const driver = "driver"

// Build compiles every case into one program in dir, with files in place of what is
// on disk: linking each by itself takes longer than all the rest. A case's main
// package is read as an ordinary one whose main is called Main; go vet, in another
// test, sees it as it is.
func Build(ctx context.Context, repo, dir string, cases []*OKCase, files []gen.File) error {
	replace := map[string]string{}
	put := func(path string, data []byte) error {
		if data == nil {
			replace[path] = "" // as if it were not there
			return nil
		}
		name := replace[path]
		if name == "" {
			name = filepath.Join(dir, fmt.Sprintf("overlay%d.go", len(replace)))
			replace[path] = name
		}
		return os.WriteFile(name, data, 0o644)
	}
	generated := map[string][]byte{}
	for _, f := range files {
		generated[f.Path] = f.Data
		if err := put(f.Path, f.Data); err != nil {
			return err
		}
	}
	var imports, table strings.Builder
	for i, c := range cases {
		if err := c.asLibrary(generated, put); err != nil {
			return err
		}
		fmt.Fprintf(&imports, "\tc%d %q\n", i, "github.com/sigen-dev/sigen/testdata/ok/"+c.Name)
		fmt.Fprintf(&table, "\t%q: c%d.Main,\n", c.Name, i)
	}
	main := fmt.Sprintf("package main\n\nimport (\n\t\"os\"\n\n%s)\n\nfunc main() {\n\tmap[string]func(){\n%s}[os.Args[1]]()\n}\n", &imports, &table)
	if err := put(filepath.Join(repo, "testdata", "ok", driver, "main.go"), []byte(main)); err != nil {
		return err
	}
	overlay, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return err
	}
	name := filepath.Join(dir, "overlay.json")
	if err := os.WriteFile(name, overlay, 0o644); err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, "go", "build", "-ldflags=-s -w", "-overlay", name, "-o", filepath.Join(dir, driver), "./testdata/ok/"+driver)
	cmd.Dir = repo
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("the generated code does not build: %w\n%s", err, out)
	}
	return nil
}

// asLibrary puts the files of the case's main package into the overlay as those of a
// package that can be imported.
func (c *OKCase) asLibrary(generated map[string][]byte, put func(path string, data []byte) error) error {
	entries, err := os.ReadDir(c.Dir)
	if err != nil {
		return err
	}
	names := map[string]bool{}
	for _, e := range entries {
		path := filepath.Join(c.Dir, e.Name())
		switch {
		case strings.HasSuffix(e.Name(), "_test.go"): // of another package now
			if err := put(path, nil); err != nil {
				return err
			}
		case strings.HasSuffix(e.Name(), ".go"):
			names[path] = true
		}
	}
	for path := range generated {
		if filepath.Dir(path) == c.Dir {
			names[path] = true
		}
	}
	for path := range names {
		data, ok := generated[path]
		if !ok {
			if data, err = os.ReadFile(path); err != nil {
				return err
			}
		}
		data = packageMain.ReplaceAll(data, []byte("package main_"))
		if err := put(path, funcMain.ReplaceAll(data, []byte("func Main()"))); err != nil {
			return err
		}
	}
	return nil
}

var (
	packageMain = regexp.MustCompile(`(?m)^package main$`)
	funcMain    = regexp.MustCompile(`(?m)^func main\(\)`)
)

// patience is how long one case may run.
const patience = 30 * time.Second

// Run runs the program of a case from dir, in an empty directory and without the
// environment that configuration would read, and returns what it prints.
func (c *OKCase) Run(ctx context.Context, dir, scratch string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, filepath.Join(dir, driver), c.Name)
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
