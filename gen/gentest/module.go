package gentest

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

var (
	moduleLine = regexp.MustCompile(`(?m)^module .*$`)
	wireLine   = regexp.MustCompile(`(?m)^\tgithub.com/google/wire v\S+$`)
	goLine     = regexp.MustCompile(`(?m)^go .*$`)
)

// A Module is a module that uses the runtime of this repository, for a test to work in.
type Module struct {
	Path  string            // "example.com" when it is ""
	Tool  bool              // it has sigen as a tool
	Files map[string]string // by name below its root; a go.mod among them wins
}

// Write makes dir the module, with the versions that repo uses: nothing is downloaded
// that repo does not have.
func (m Module) Write(dir, repo string) error {
	mod, err := os.ReadFile(filepath.Join(repo, "go.mod"))
	if err != nil {
		return err
	}
	path := m.Path
	if path == "" {
		path = "example.com"
	}
	text := moduleLine.ReplaceAllString(string(mod), "module "+path)
	if i := strings.Index(text, "\ntool "); i >= 0 {
		text = text[:i+1]
	}
	if m.Tool {
		text += "\ntool github.com/sigen-dev/sigen/cmd/sigen\n"
	}
	text += "\nrequire github.com/sigen-dev/sigen v0.0.0\n\nreplace github.com/sigen-dev/sigen => " + repo + "\n"
	// Modules of tests are not users of wire, unless one says so in a go.mod of its own.
	text = wireLine.ReplaceAllString(text, "$0 // indirect")
	sum, err := os.ReadFile(filepath.Join(repo, "go.sum"))
	if err != nil {
		return err
	}
	files := map[string]string{"go.mod": text, "go.sum": string(sum)}
	for name, text := range m.Files {
		files[name] = text
	}
	for name, text := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// WriteModule makes dir a module that uses the runtime in repo, with the versions that repo uses.
func WriteModule(dir, repo string) error { return Module{}.Write(dir, repo) }
