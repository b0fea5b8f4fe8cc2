//go:build corpus

package vet

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestDeepCorpus promises that whole programs prove no leak of the corpus, and lose none of its
// clean components: one program links them all.
func TestDeepCorpus(t *testing.T) {
	patterns := []string{"./leak/...", "./clean/...", "./blind/tuning/leak/..."}
	shallow, err := Run(t.Context(), Config{Dir: corpus, Patterns: patterns})
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(corpus, "tmp-deepcorpus")
	t.Cleanup(func() { os.RemoveAll(dir) })
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	b.WriteString("package main\n\nimport (\n")
	for _, c := range shallow.Components {
		if !opens(t, filepath.Dir(c.Pos.File)) {
			fmt.Fprintf(&b, "\t_ %q\n", c.Package)
		}
	}
	b.WriteString(")\n\nfunc main() {}\n")
	if err := os.WriteFile(filepath.Join(dir, "main.go"), []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	r, err := Run(t.Context(), Config{Dir: corpus, Patterns: append(patterns, "./tmp-deepcorpus"), Deep: true})
	if err != nil {
		t.Fatal(err)
	}
	if r.Base.Blind != "" {
		t.Fatalf("nothing was resolved: %s", r.Base.Blind)
	}
	before := map[string]Verdict{}
	for _, c := range shallow.Components {
		before[c.Type] = c.Verdict
	}
	decided := 0
	for _, c := range r.Components {
		leaky := strings.Contains(filepath.ToSlash(c.Pos.File), "/leak/")
		switch {
		case leaky && c.Verdict == Proved:
			t.Errorf("%s leaks and is called proved", c.Type)
		case !leaky && c.Verdict != Proved && before[c.Type] == Proved:
			t.Errorf("%s is clean and proved without programs, but %s with them: %v", c.Type, c.Verdict, texts(r, c))
		case before[c.Type] == Undecided && c.Verdict != Undecided:
			decided++
		}
	}
	fmt.Printf("deep     %d components, %d undecided ones decided, %v\n", len(r.Components), decided, time.Since(start).Round(10*time.Millisecond))
}

// opens reports whether a case makes the world open, so that nothing would be resolved in any.
func opens(t *testing.T, dir string) bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		src, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(src), `import "C"`) || strings.Contains(string(src), `"plugin"`) {
			return true
		}
	}
	return false
}
