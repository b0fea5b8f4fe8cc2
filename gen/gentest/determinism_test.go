package gentest

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sigen-dev/sigen/gen"
)

// sample are cases with several packages, files, contracts and every kind of type: where an order could show.
var sample = []string{"clients", "events", "foreign-struct", "internal-package", "many-files", "oneof-foreign", "one-route", "types", "unnamed-structs", "wire-mount"}

// TestDeterminism: the same source gives the same bytes, whatever the number of processors, the
// order of the patterns, the working directory, and the order in which files were handed over.
func TestDeterminism(t *testing.T) {
	repo := repoDir(t)
	var patterns []string
	for _, name := range sample {
		patterns = append(patterns, "./testdata/ok/"+name+"/...")
	}
	overlay := manyFiles(repo)
	patterns = append(patterns, "./testdata/ok/in-memory")
	generate := func(t *testing.T, dir string, patterns []string) []gen.File {
		t.Helper()
		r, err := gen.Run(t.Context(), gen.Config{Dir: dir, Patterns: patterns, Overlay: overlay})
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Diagnostics) > 0 {
			t.Fatalf("%+v", r.Diagnostics)
		}
		return r.Files
	}
	want := generate(t, repo, patterns)
	if len(want) < 2*len(sample) {
		t.Fatalf("only %d files", len(want))
	}
	for _, n := range []int{1, 2, 8} {
		t.Run(fmt.Sprintf("GOMAXPROCS=%d", n), func(t *testing.T) {
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(n))
			shuffled := append([]string(nil), patterns...)
			rand.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
			if d := cmp.Diff(want, generate(t, repo, shuffled)); d != "" {
				t.Errorf("with %v (-want +got):\n%s", shuffled, d)
			}
		})
	}
	t.Run("working directory", func(t *testing.T) {
		elsewhere := filepath.Join(repo, "testdata", "ok", "types", "geo")
		var paths []string
		for _, p := range patterns {
			paths = append(paths, "../../../.."+p[1:])
		}
		if d := cmp.Diff(want, generate(t, elsewhere, paths)); d != "" {
			t.Errorf("(-want +got):\n%s", d)
		}
	})
}

// manyFiles is a package of many files, in a map, whose order is another one each time.
func manyFiles(repo string) map[string][]byte {
	out := map[string][]byte{}
	for i := range 12 {
		name := fmt.Sprintf("File%c", 'A'+i)
		out[filepath.Join(repo, "testdata", "ok", "in-memory", fmt.Sprintf("f%c.go", 'l'-i))] = fmt.Appendf(nil, `package memory

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// %[1]s is one of many.
//
//sig:component name=memory-%[2]d scope=tenant
type %[1]s struct {
	sig.Instance
	Value sig.Signal[map[string]int]
}

// %[1]sParams are its own.
type %[1]sParams struct {
	Of   map[string]struct{ N%[1]s int } `+"`json:\"of\"`"+`
	Size int `+"`json:\"size\" sig:\"min=1\"`"+`
}

//sig:computed
func (f *%[1]s) computeLen() int { return len(f.Value.Get()) }

//sig:runnable
func (f *%[1]s) Do(ctx context.Context, p %[1]sParams) (%[1]sParams, error) { return p, nil }
`, name, i)
	}
	return out
}
