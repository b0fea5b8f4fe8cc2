package vet

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

const corpus = "../../testdata/vet"

// A want is one expectation: "// want SIG701" on the line of a finding.
type want struct {
	file string
	line int
	code string
}

var wantLine = regexp.MustCompile(`// want (SIG\d+)`)

func wants(t *testing.T, dir string) []want {
	t.Helper()
	var out []want
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") {
			return err
		}
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		s := bufio.NewScanner(f)
		for n := 1; s.Scan(); n++ {
			for _, m := range wantLine.FindAllStringSubmatch(s.Text(), -1) {
				abs, _ := filepath.Abs(path)
				out = append(out, want{abs, n, m[1]})
			}
		}
		return s.Err()
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// A tally is how the analyzer did on one set of cases.
type tally struct {
	leaks, found, undecidedLeaks, missed  int // leaky cases: called a leak, undecided, proved
	clean, proved, undecidedClean, alarms int
	quiet                                 bool
	allowed                               bool // a leak called proved counts, but is no failure by itself
}

func (s tally) String() string {
	return fmt.Sprintf("leaky %d: found %d, undecided %d, called proved %d; clean %d: proved %d, undecided %d, false alarms %d",
		s.leaks, s.found, s.undecidedLeaks, s.missed, s.clean, s.proved, s.undecidedClean, s.alarms)
}

func holdout(t *testing.T) map[string]bool {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(corpus, "holdout.txt"))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]bool{}
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			out[line] = true
		}
	}
	return out
}

// TestCorpus promises that no leak of the corpus is called proved, that clean
// components are, and that neither gets worse than the figures that were landed.
func TestCorpus(t *testing.T) {
	start := time.Now()
	r, err := Run(t.Context(), Config{Dir: corpus, Patterns: []string{"./leak/...", "./clean/..."}})
	if err != nil {
		t.Fatal(err)
	}
	took := time.Since(start)
	held := holdout(t)
	var tuning, hold tally
	root, _ := filepath.Abs(corpus)
	var cases []string
	for _, c := range r.Components {
		rel, _ := filepath.Rel(root, filepath.Dir(c.Pos.File))
		name := filepath.ToSlash(rel)
		cases = append(cases, name)
		kind, _, _ := strings.Cut(name, "/")
		s := &tuning
		if held[name] {
			s = &hold
			s.quiet = true // details would invite tuning
			delete(held, name)
		}
		s.add(t, r, c, kind, name)
		if kind == "leak" {
			expected(t, r, c, name, filepath.Dir(c.Pos.File))
		}
	}
	for name := range held {
		t.Errorf("holdout.txt names %s, which is no case", name)
	}
	if dup := duplicates(cases); len(dup) > 0 {
		t.Errorf("more than one component in a case: %v", dup)
	}
	fmt.Printf("tuning   %v\nholdout  %v\n%d components, %d packages, %v\n", tuning, hold, len(r.Components), r.Packages, took.Round(10*time.Millisecond))
	floor(t, map[string]tally{"tuning": tuning, "holdout": hold})
}

func duplicates(names []string) []string {
	slices.Sort(names)
	var out []string
	for i := 1; i < len(names); i++ {
		if names[i] == names[i-1] {
			out = append(out, names[i])
		}
	}
	return out
}

func (s *tally) add(t *testing.T, r *Report, c Component, kind, name string) {
	say := func(what string) {
		if s.quiet {
			return
		}
		text := what
		for _, i := range c.Findings {
			f := r.Findings[i]
			text += fmt.Sprintf("\n\t%s:%d: %s: %s", filepath.Base(f.Pos.File), f.Pos.Line, f.Code, f.Text)
		}
		t.Log(name + ": " + text)
	}
	switch kind {
	case "leak":
		s.leaks++
		switch c.Verdict {
		case Leak:
			s.found++
		case Undecided:
			s.undecidedLeaks++
			say("leaks, but is undecided")
		default:
			s.missed++
			switch {
			case !s.allowed:
				t.Errorf("%s leaks and is called proved", name)
			default:
				say("leaks and is called proved")
			}
		}
	case "clean":
		s.clean++
		switch c.Verdict {
		case Proved:
			s.proved++
		case Undecided:
			s.undecidedClean++
			say("is clean, but undecided")
		default:
			s.alarms++
			say("is clean, but called a leak")
		}
	default:
		t.Errorf("%s lies neither below leak nor below clean", name)
	}
}

// expected holds the findings of a leaky case against its want comments.
func expected(t *testing.T, r *Report, c Component, name, dir string) {
	t.Helper()
	ws := wants(t, dir)
	if len(ws) == 0 {
		t.Errorf("%s has no want comment", name)
	}
	for _, w := range ws {
		found := false
		for _, i := range c.Findings {
			f := r.Findings[i]
			at := f.Pos.File == w.file && f.Pos.Line == w.line
			for _, rel := range f.Related {
				at = at || rel.Pos.File == w.file && rel.Pos.Line == w.line
			}
			found = found || at && f.Code == w.code
		}
		if !found {
			text := ""
			for _, i := range c.Findings {
				f := r.Findings[i]
				text += fmt.Sprintf("\n\t%s:%d: %s: %s", filepath.Base(f.Pos.File), f.Pos.Line, f.Code, f.Text)
			}
			t.Errorf("%s: want %s at %s:%d, got%s", name, w.code, filepath.Base(w.file), w.line, text)
		}
	}
}

// floor compares with the figures that were landed last, testdata/vet/figures.txt.
func floor(t *testing.T, sets map[string]tally) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(corpus, "figures.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		var set string
		var found, undecided, proved, cases int
		if strings.HasPrefix(line, "#") || strings.TrimSpace(line) == "" {
			continue
		}
		if _, err := fmt.Sscanf(line, "%s found %d undecided %d proved %d cases %d", &set, &found, &undecided, &proved, &cases); err != nil {
			t.Fatalf("figures.txt: %q: %v", line, err)
		}
		s, ok := sets[set]
		if !ok {
			continue
		}
		if s.found < found || s.found+s.undecidedLeaks < found+undecided || s.proved < proved || s.missed > s.leaks-found-undecided || s.leaks+s.clean < cases {
			t.Errorf("%s is below what was landed (%s): %v", set, strings.TrimSpace(line), s)
		}
	}
}
