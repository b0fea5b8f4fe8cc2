package gen

import (
	"fmt"
	"go/format"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/sigen-dev/sigen/templates"
)

// ToolPath is the command as a tool of other modules.
const ToolPath = "github.com/sigen-dev/sigen/cmd/sigen"

var componentName = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)

// NewComponent returns the files of a component to start from, a folder of its
// own below dir: the component and its test. It writes nothing. A name outside of the
// grammar, a scope other than tenant and shared, and a folder that has Go files
// are errors that say what to do instead.
func NewComponent(dir, name, scope string) ([]File, error) {
	if !componentName.MatchString(name) {
		return nil, fmt.Errorf("component name %q: expected small letters, digits and single dashes, a letter first, like shopping-cart", name)
	}
	if scope != "tenant" && scope != "shared" {
		return nil, fmt.Errorf("scope %q: expected tenant or shared; admin and provider components cross tenants and are written by hand", scope)
	}
	names := templates.Names{Package: strings.ReplaceAll(name, "-", ""), Component: name, Scope: scope}
	for word := range strings.SplitSeq(name, "-") {
		names.Type += strings.ToUpper(word[:1]) + word[1:]
	}
	if token.IsKeyword(names.Package) || slices.Contains([]string{"main", "sig", "context", "init"}, names.Package) {
		return nil, fmt.Errorf("component name %q: %s cannot be the name of its package; choose another", name, names.Package)
	}
	folder := filepath.Join(dir, names.Package)
	if found, err := filepath.Glob(filepath.Join(folder, "*.go")); err != nil || len(found) > 0 {
		return nil, fmt.Errorf("%s has Go files already; choose another name, or another directory with -C", folder)
	}
	var out []File
	for suffix, t := range map[string]func() (string, error){
		".go":      func() (string, error) { return templates.Execute(templates.Component, names) },
		"_test.go": func() (string, error) { return templates.Execute(templates.ComponentTest, names) },
	} {
		text, err := t()
		if err != nil {
			return nil, err
		}
		data, err := format.Source([]byte(text))
		if err != nil {
			return nil, fmt.Errorf("formatting the template of %s: %w", suffix, err)
		}
		out = append(out, File{Path: filepath.Join(folder, names.Package+suffix), Data: data})
	}
	slices.SortFunc(out, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return out, nil
}

// An Adoption is what a module lacks to be generated for.
type Adoption struct {
	Root  string // absolute directory of the module
	Tool  bool   // go.mod has no tool line for sigen
	Files []File // to be written; none of them exists
}

// Adopt looks at the module that dir is in, and changes nothing. With ci it asks
// for a workflow of GitHub Actions too.
func Adopt(dir string, ci bool) (*Adoption, error) {
	root, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	for {
		if _, err := os.Stat(filepath.Join(root, "go.mod")); err == nil {
			break
		}
		parent := filepath.Dir(root)
		if parent == root {
			return nil, fmt.Errorf("no go.mod in %s or above; run \"go mod init example.com/name\" first", dir)
		}
		root = parent
	}
	a := &Adoption{Root: root}
	mod, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		return nil, err
	}
	a.Tool = !strings.Contains(string(mod), ToolPath)
	name, generates, err := rootPackage(root, string(mod))
	if err != nil {
		return nil, err
	}
	if !generates {
		text, err := templates.Execute(templates.Generate, name)
		if err != nil {
			return nil, err
		}
		path := filepath.Join(root, "generate.go")
		if _, err := os.Lstat(path); err == nil {
			return nil, fmt.Errorf("%s exists and has no line \"//go:generate go tool sigen ./...\"; add it, and run this again", path)
		}
		a.Files = append(a.Files, File{Path: path, Data: []byte(text)})
	}
	if path := filepath.Join(root, ".github", "workflows", "sigen.yml"); ci {
		if _, err := os.Lstat(path); err != nil {
			text, err := templates.Execute(templates.CI, nil)
			if err != nil {
				return nil, err
			}
			a.Files = append(a.Files, File{Path: path, Data: []byte(text)})
		}
	}
	return a, nil
}

// rootPackage is the package in the module's root, or the name that a first one
// gets, and whether a file there runs sigen already.
func rootPackage(root, mod string) (name string, generates bool, err error) {
	files, err := filepath.Glob(filepath.Join(root, "*.go"))
	if err != nil {
		return "", false, err
	}
	for _, f := range files {
		src, err := os.ReadFile(f)
		if err != nil {
			return "", false, err
		}
		if regexp.MustCompile(`(?m)^//go:generate .*\bsigen\b`).Match(src) {
			generates = true
		}
		if strings.HasSuffix(f, "_test.go") {
			continue
		}
		if syntax, err := parser.ParseFile(token.NewFileSet(), f, src, parser.PackageClauseOnly); err == nil && name == "" {
			name = syntax.Name.Name
		}
	}
	if name != "" {
		return name, generates, nil
	}
	path := regexp.MustCompile(`(?m)^module\s+"?([^\s"]+)`).FindStringSubmatch(mod)
	if path == nil {
		return "", false, fmt.Errorf("%s has no module line", filepath.Join(root, "go.mod"))
	}
	name = path[1][strings.LastIndexByte(path[1], '/')+1:]
	name = regexp.MustCompile(`[^a-z0-9_]`).ReplaceAllString(strings.ToLower(name), "")
	name = strings.TrimLeft(name, "0123456789_")
	if name == "" || token.IsKeyword(name) {
		name = "app"
	}
	return name, generates, nil
}

// Create writes files that must not exist yet, and their folders. When one cannot
// be written, those before it are removed again.
func Create(files []File) (err error) {
	var done []string
	defer func() {
		if err != nil {
			for _, path := range done {
				os.Remove(path)
			}
		}
	}()
	for _, f := range files {
		if err := os.MkdirAll(filepath.Dir(f.Path), 0o777); err != nil {
			return err
		}
		w, err := os.OpenFile(f.Path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if err != nil {
			return err
		}
		done = append(done, f.Path)
		_, err = w.Write(f.Data)
		if closeErr := w.Close(); err == nil {
			err = closeErr
		}
		if err != nil {
			return err
		}
	}
	return nil
}
