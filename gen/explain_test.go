package gen_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/sigen-dev/sigen/gen"
)

// withoutExample are codes whose mistake is not in Go files, or needs more than a page holds, each with its reason.
var withoutExample = map[string]string{
	"SIG004": "a file that sigen did not write stands in the way",
	"SIG005": "a file that cannot be read",
	"SIG108": "what a later version will know",
	"SIG249": "a clash that needs the module google/wire",
}

// examples writes one half of every page into a module and returns its directory.
func examples(t *testing.T, half string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	repo, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	own, err := os.ReadFile(filepath.Join(repo, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(own), "\nrequire (")
	rest, _, _ = strings.Cut(rest, "\ntool (")
	var mod strings.Builder
	mod.WriteString("module example.com\n\ngo 1.26.0\n\nrequire github.com/sigen-dev/sigen v0.0.0\n\nreplace github.com/sigen-dev/sigen => " + repo + "\n\nrequire (")
	for line := range strings.Lines(rest) {
		if !strings.Contains(line, "google/wire") {
			mod.WriteString(line)
		}
	}
	sum, err := os.ReadFile(filepath.Join(repo, "go.sum"))
	if err != nil {
		t.Fatal(err)
	}
	put := func(name, text string) {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	put("go.mod", mod.String())
	put("go.sum", string(sum))
	for _, code := range gen.Codes() {
		if strings.HasPrefix(code, "SIG7") {
			continue // sigen vet's, which its own test compiles
		}
		p, err := gen.Explain(code)
		if err != nil {
			t.Fatal(err)
		}
		files := p.Wrong
		if half == "right" {
			files = p.Right
		}
		if _, exempt := withoutExample[code]; exempt != (len(files) == 0) {
			t.Errorf("%s: exempt from examples is %v, and it has %d files", code, exempt, len(files))
		}
		for _, f := range files {
			put(strings.ToLower(code)+"/"+half+"/"+f.Name, f.Text)
		}
	}
	t.Setenv("GOFLAGS", "-mod=mod")
	t.Setenv("GOPROXY", "off")
	return dir
}

// Every wrong example gets the diagnostic whose page it is on, and no other.
func TestWrongExamples(t *testing.T) {
	dir := examples(t, "wrong")
	r, err := gen.Run(context.Background(), gen.Config{Dir: dir, Patterns: []string{"./..."}})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]map[string]bool{}
	for _, d := range r.Diagnostics {
		rel, err := filepath.Rel(dir, d.Pos.Filename)
		if err != nil {
			t.Fatal(err)
		}
		page, _, _ := strings.Cut(filepath.ToSlash(rel), "/")
		page = strings.ToUpper(page)
		if got[page] == nil {
			got[page] = map[string]bool{}
		}
		got[page][d.Code] = true
		if d.Code != page {
			t.Errorf("the page of %s shows %s too: %s: %s", page, d.Code, rel, d.Text)
		}
	}
	for _, code := range gen.Codes() {
		if _, exempt := withoutExample[code]; !exempt && !strings.HasPrefix(code, "SIG7") && !got[code][code] {
			t.Errorf("the wrong example of %s does not show it", code)
		}
	}
}

// Every right example is generated for without a word, and builds.
func TestRightExamples(t *testing.T) {
	dir := examples(t, "right")
	r, err := gen.Run(context.Background(), gen.Config{Dir: dir, Patterns: []string{"./..."}})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range r.Diagnostics {
		t.Errorf("%s:%d: %s: %s", d.Pos.Filename, d.Pos.Line, d.Code, d.Text)
	}
	if t.Failed() {
		return
	}
	if err := r.Write(); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("go", "build", "./...")
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("go build: %v\n%s", err, out)
	}
}

// Every code that the source knows has a page, and no page is left of one that went.
func TestEveryCodeIsExplained(t *testing.T) {
	known := map[string]bool{}
	literal := regexp.MustCompile(`"(SIG\d{3})"`)
	for _, pattern := range []string{"internal/*/*.go", "vet/*.go", "vet/internal/*/*.go"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: no files, %v", pattern, err)
		}
		for _, f := range files {
			if strings.HasSuffix(f, "_test.go") {
				continue
			}
			src, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			for line := range strings.Lines(string(src)) {
				if strings.Contains(line, "// \"SIG") {
					continue // an example in a comment
				}
				for _, m := range literal.FindAllStringSubmatch(line, -1) {
					known[m[1]] = true
				}
			}
		}
	}
	for code := range known {
		p, err := gen.Explain(strings.ToLower(code))
		switch {
		case err != nil:
			t.Errorf("%s has no page in gen/internal/explain/pages", code)
		case p.Title == "" || p.Why == "" || strings.HasSuffix(p.Title, "."):
			t.Errorf("the page of %s needs a title without a full stop, an empty line, and why", code)
		}
	}
	for _, code := range gen.Codes() {
		if !known[code] {
			t.Errorf("%s has a page, and nothing reports it", code)
		}
	}
	if _, err := gen.Explain("SIG40"); err == nil || !strings.Contains(err.Error(), "did you mean SIG40") {
		t.Errorf("a code that is nearly one: %v", err)
	}
}
