package gen

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// TestdataMarker is the name of a file that makes the packages below its
// directory part of what a pattern with "..." means to sigen, although the go
// command leaves directories called testdata out. Generated files that belong to
// test data are kept up to date that way, and test data that is wrong on purpose is left alone.
const TestdataMarker = ".sigen"

// withTestdata adds, for each relative pattern that ends in "...", the marked
// directories below it. What cannot be read is left to the go command to report.
func withTestdata(dir string, patterns []string) []string {
	out := slices.Clone(patterns)
	for _, p := range patterns {
		root, ok := strings.CutSuffix(filepath.ToSlash(p), "/...")
		if !ok || root != "." && root != ".." && !strings.HasPrefix(root, "./") && !strings.HasPrefix(root, "../") {
			continue
		}
		for _, marked := range markedBelow(filepath.Join(dir, root)) {
			rel, err := filepath.Rel(filepath.Join(dir, root), marked)
			if err != nil {
				continue
			}
			add := strings.TrimSuffix(root, "/") + "/" + filepath.ToSlash(rel) + "/..."
			if !slices.Contains(out, add) {
				out = append(out, add)
			}
		}
	}
	return out
}

// markedBelow are the marked directories inside of testdata directories of the module that root is in.
func markedBelow(root string) []string {
	var marked []string
	_ = filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil && d != nil && d.IsDir():
			return fs.SkipDir
		case err != nil || !d.IsDir() || name == root:
			return nil
		case strings.HasPrefix(d.Name(), ".") || strings.HasPrefix(d.Name(), "_") || d.Name() == "vendor" || exists(filepath.Join(name, "go.mod")):
			return fs.SkipDir
		}
		rel, err := filepath.Rel(root, name)
		if err == nil && slices.Contains(strings.Split(filepath.ToSlash(rel), "/"), "testdata") && exists(filepath.Join(name, TestdataMarker)) {
			marked = append(marked, name)
			return fs.SkipDir
		}
		return nil
	})
	return marked
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}
