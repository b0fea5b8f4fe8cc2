package gentest

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sigen-dev/sigen/gen/internal/check"
	"github.com/sigen-dev/sigen/gen/internal/load"
	"github.com/sigen-dev/sigen/gen/internal/resolve"
)

// TestMutatedCasesNeverPanic damages the inputs of the golden cases at random and
// runs the stages over them: whatever somebody is in the middle of typing, sigen answers.
func TestMutatedCasesNeverPanic(t *testing.T) {
	repo := repoDir(t)
	cases, err := ReadDiagCases(filepath.Join(repo, "testdata", "diag"))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := WriteModule(dir, repo); err != nil {
		t.Fatal(err)
	}
	const seed = 1
	random := rand.New(rand.NewPCG(seed, seed))
	for i := range 300 {
		c := cases[i%len(cases)]
		for _, f := range c.Archive.Files {
			if !strings.HasSuffix(f.Name, ".go") {
				continue
			}
			name := filepath.Join(dir, fmt.Sprintf("m%d", i), filepath.FromSlash(f.Name))
			if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
				t.Fatal(err)
			}
			text := strings.ReplaceAll(string(f.Data), "example.com/"+c.Name, fmt.Sprintf("example.com/m%d", i))
			if err := os.WriteFile(name, mutate(random, text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	res, _, err := load.Load(t.Context(), load.Config{Dir: dir, Patterns: []string{"./..."}})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range res.Packages {
		func() {
			defer func() {
				if r := recover(); r != nil {
					src, _ := os.ReadFile(p.Files[0].Name)
					t.Errorf("seed %d, %s: panic: %v\n%s", seed, p.Path, r, src)
				}
			}()
			prog, _ := resolve.Resolve(res.Only(func(q *load.Package) bool { return q == p }))
			check.Check(prog)
		}()
	}
}

// mutate deletes, doubles, swaps or overwrites a few words of a file, below its package clause.
func mutate(random *rand.Rand, text string) []byte {
	head, body, _ := strings.Cut(text, ")\n")
	words := strings.SplitAfter(body, " ")
	for range 1 + random.IntN(4) {
		if len(words) < 2 {
			break
		}
		i, j := random.IntN(len(words)), random.IntN(len(words))
		switch random.IntN(5) {
		case 0:
			words[i] = ""
		case 1:
			words[i] += words[i]
		case 2:
			words[i], words[j] = words[j], words[i]
		case 3:
			words[i] = []string{"*", "interface{} ", "func() ", "[]", "//sig:", "struct{ ", "\x00", "c.c.", "map[string]", "any ", "(", "} "}[random.IntN(12)]
		case 4:
			if n := len(words[i]); n > 1 {
				words[i] = words[i][:random.IntN(n)]
			}
		}
	}
	return []byte(head + ")\n" + strings.Join(words, ""))
}
