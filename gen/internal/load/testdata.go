package load

import (
	"os"
	"path/filepath"
	"strings"
)

// OptIn is the name of a file that has "..." patterns enter the testdata folder
// in which it lies. The go command skips folders of that name; compiled golden
// cases live in them all the same, and their generated files must be restored and
// checked like any other.
const OptIn = ".sigen"

// withTestdata adds, for every pattern dir/..., the folders dir/testdata and
// dir/testdata/* that opted in.
func withTestdata(dir string, patterns []string) []string {
	out := patterns
	for _, p := range patterns {
		root, ok := strings.CutSuffix(p, "/...")
		if !ok || root != "." && root != ".." && !strings.HasPrefix(root, "./") && !strings.HasPrefix(root, "../") {
			continue
		}
		for _, glob := range []string{"testdata", "testdata/*"} {
			marks, _ := filepath.Glob(filepath.Join(dir, filepath.FromSlash(root), filepath.FromSlash(glob), OptIn)) // the pattern is well-formed unless dir is odd; then there is no opt-in
			for _, m := range marks {
				if _, err := os.Stat(m); err != nil {
					continue
				}
				rel, err := filepath.Rel(dir, filepath.Dir(m))
				if err != nil {
					continue
				}
				out = append(out[:len(out):len(out)], "./"+filepath.ToSlash(rel)+"/...")
			}
		}
	}
	return out
}
