package vet

import (
	"bytes"
	"flag"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sigen-dev/sigen/gen/vet/internal/leakgen"
)

var (
	leaksFor   = flag.Duration("leaks.for", 0, "go on for so long with further seeds (TestLeaks)")
	leaksSeed  = flag.Uint64("leaks.seed", 1, "first seed (TestLeaks)")
	leaksSize  = flag.Int("leaks.size", 60, "leaks a seed (TestLeaks)")
	leaksAlone = flag.Bool("leaks.alone", false, "leave the clean siblings out (TestLeaks)")
	leaksKeep  = flag.String("leaks.keep", "", "folder for the leaks that were called proved, and clean components that were not (TestLeaks)")
	leaksPrint = flag.Int("leaks.print", -1, "print the leak of this number, with its siblings, and end (TestLeaks)")
)

// TestLeaks promises that of leaks put together at random none is called proved, and that what is
// called a leak is one: each is called as one tenant, and its shared memory looked at (of many at once only some). Clean siblings
// that are not proved are told and fail nothing.
func TestLeaks(t *testing.T) {
	if *leaksPrint >= 0 {
		for _, c := range leakgen.Generate(*leaksSeed, *leaksPrint, "example") {
			for name, text := range c.Files {
				fmt.Printf("// %s/%s\n%s\n", c.Name, name, text)
			}
		}
		return
	}
	sum := generated{alarms: map[leakgen.Kind]int{}, clean: map[leakgen.Kind]int{}}
	for start, seed := time.Now(), *leaksSeed; ; seed++ {
		sum.run(t, seed, *leaksSize)
		if time.Since(start) >= *leaksFor {
			break
		}
	}
	fmt.Printf("leaks %d: found %d, undecided %d, called proved %d; not seen to leak %d\n", sum.found+sum.undecided+sum.missed, sum.found, sum.undecided, sum.missed, sum.unseen)
	for _, k := range []leakgen.Kind{leakgen.Fresh, leakgen.Held, leakgen.ReadOnly} {
		fmt.Printf("clean, %s: %d, not proved %d\n", k, sum.clean[k], sum.alarms[k])
	}
}

// A generated is how the analyzer did on what was put together.
type generated struct {
	found, undecided, missed, unseen int
	clean, alarms                    map[leakgen.Kind]int
}

func (g *generated) run(t *testing.T, seed uint64, size int) {
	t.Helper()
	dir, err := os.MkdirTemp(corpus, "tmp-leaks")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	in := "github.com/sigen-dev/sigen/testdata/vet/" + filepath.Base(dir)
	cases := map[string]leakgen.Case{}
	var all []leakgen.Case
	for n := range size {
		for _, c := range leakgen.Generate(seed, n, in) {
			if *leaksAlone && c.Kind != leakgen.Leak {
				continue
			}
			all = append(all, c)
			cases[c.Name] = c
			put(t, filepath.Join(dir, c.Name), c.Files)
		}
	}
	r, err := Run(t.Context(), Config{Dir: dir, Patterns: []string{"./..."}})
	if err != nil {
		t.Fatalf("seed %d: %v", seed, err)
	}
	if len(r.Components) != len(all) {
		t.Errorf("seed %d: %d components of %d are answered", seed, len(r.Components), len(all))
	}
	leaks := map[string]string{} // what the oracle is asked, and says
	for _, c := range r.Components {
		if made := cases[path.Base(c.Package)]; made.Kind == leakgen.Leak && (c.Verdict == Proved || len(leaks) < looked) {
			leaks[made.Name] = ""
		}
	}
	oracle(t, dir, in, leaks)
	for _, c := range r.Components {
		made := cases[path.Base(c.Package)]
		said, asked := leaks[made.Name]
		switch {
		case made.Kind != leakgen.Leak:
			g.clean[made.Kind]++
			if c.Verdict == Proved {
				continue
			}
			g.alarms[made.Kind]++
			if made.Kind != leakgen.ReadOnly { // whose way may write too, or keep what it gets in a closure
				t.Logf("%s is clean, but %s: %s%v", made.Name, c.Verdict, made.Parts, texts(r, c))
				keep(t, made)
			}
		case asked && said != "leaks":
			g.unseen++
			t.Errorf("%s was put together to leak: %s: %s", made.Name, said, made.Parts)
			keep(t, made)
		case c.Verdict == Leak:
			g.found++
		case c.Verdict == Undecided:
			g.undecided++
		default:
			g.missed++
			t.Errorf("%s leaks and is called proved: %s", made.Name, made.Parts)
			keep(t, made)
		}
	}
}

// looked is how many leaks of a seed are run, beside those that are called proved: to build them takes
// longer than to analyse them.
const looked = 15

func put(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func keep(t *testing.T, c leakgen.Case) {
	t.Helper()
	if *leaksKeep != "" {
		put(t, filepath.Join(*leaksKeep, c.Name), c.Files)
	}
}

// oracle runs the program that tells what leaks, for those named in said.
func oracle(t *testing.T, dir, in string, said map[string]string) {
	t.Helper()
	put(t, filepath.Join(dir, "oracle"), map[string]string{"main.go": leakgen.Oracle(slices.Sorted(maps.Keys(said)), in)})
	var wrong bytes.Buffer
	cmd := exec.CommandContext(t.Context(), "go", "run", "-tags", leakgen.Tag, "./oracle")
	cmd.Dir, cmd.Stderr = dir, &wrong
	out, err := cmd.Output()
	if strings.Contains(wrong.String(), "internal compiler error") { // Go 1.26 cannot slice some arrays behind a type parameter
		t.Logf("nothing was run: %s", wrong.String())
		clear(said)
		return
	}
	if err != nil {
		lines := slices.Collect(strings.Lines(wrong.String()))
		t.Errorf("the oracle: %v\n%s", err, strings.Join(lines[:min(len(lines), 30)], ""))
	}
	for line := range strings.Lines(string(out)) {
		name, what, _ := strings.Cut(strings.TrimSpace(line), "\t")
		said[name] = what
	}
}
