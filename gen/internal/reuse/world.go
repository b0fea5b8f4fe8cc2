package reuse

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"
)

// matters reports whether an environment variable can change what the go command says.
func matters(name string) bool {
	switch name {
	case "CC", "CXX", "FC", "AR", "PKG_CONFIG", "PKG_CONFIG_PATH", "PATH", "HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "AppData", "LocalAppData", "USERPROFILE":
		return true
	}
	return strings.HasPrefix(name, "GO") || strings.HasPrefix(name, "CGO_")
}

// environment is what of env matters, sorted; the last value of a name counts.
func environment(env []string) map[string]string {
	out := map[string]string{}
	for _, e := range env {
		if name, value, ok := strings.Cut(e, "="); ok && matters(name) {
			out[name] = value
		}
	}
	return out
}

func flat(env map[string]string) []string {
	out := make([]string, 0, len(env))
	for name, value := range env {
		out = append(out, name+"="+value)
	}
	slices.Sort(out)
	return out
}

// Foreseeable reports whether the inputs of the go command can be told at all in an
// environment: a driver, another module file or an overlay brings ones of its own. nil is the process's own.
func Foreseeable(env []string) bool {
	if env == nil {
		env = os.Environ()
	}
	m := environment(env)
	return foreseeable(m, goEnvFile(m))
}

// foreseeable reports whether the inputs of the go command can be told at all:
// a driver, another module file or an overlay brings ones of its own.
func foreseeable(env map[string]string, envFile string) bool {
	if d := env["GOPACKAGESDRIVER"]; d != "" && d != "off" {
		return false
	}
	if env["GOPACKAGESDRIVER"] == "" {
		if _, err := exec.LookPath("gopackagesdriver"); err == nil {
			return false
		}
	}
	if env["GO111MODULE"] == "off" {
		return false
	}
	text, _ := os.ReadFile(envFile) // without one there is nothing in it
	for _, flag := range []string{"-modfile", "-overlay", "-toolexec", "-pkgdir"} {
		if strings.Contains(env["GOFLAGS"], flag) || strings.Contains(string(text), flag) {
			return false
		}
	}
	return !strings.Contains(string(text), "GO111MODULE=off")
}

// goEnvFile is where "go env -w" writes.
func goEnvFile(env map[string]string) string {
	if file := env["GOENV"]; file != "" {
		return file // "off" is the name of no file that matters
	}
	dir, err := os.UserConfigDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "go", "env")
}

// toolchain is the go command with what says which one it is.
func (s *Session) toolchain() []Stamp {
	var out []Stamp
	if file := goEnvFile(s.env); file != "" {
		out = append(out, Take(file, Content))
	}
	goCommand, err := exec.LookPath("go")
	if err != nil {
		return out
	}
	out = append(out, Take(goCommand, Program))
	if real, err := filepath.EvalSymlinks(goCommand); err == nil {
		goCommand = real
	}
	roots := []string{filepath.Dir(filepath.Dir(goCommand))}
	if root := s.env["GOROOT"]; root != "" {
		roots = append(roots, root)
	}
	for _, root := range roots {
		out = append(out, Take(filepath.Join(root, "VERSION"), Content), Take(filepath.Join(root, "go.env"), Content))
	}
	return out
}

// moduleFiles are the files from which the go command knows the modules: found
// upwards from the directory, and from there by use and replace lines.
func (s *Session) moduleFiles() []Stamp {
	var out []Stamp
	seen := map[string]bool{}
	take := func(path string) Stamp {
		st := Take(path, Content)
		if !seen[path] {
			seen[path] = true
			out = append(out, st)
		}
		return st
	}
	var module func(dir string, replaces bool)
	module = func(dir string, replaces bool) {
		file := filepath.Join(dir, "go.mod")
		if seen[file] && !replaces {
			return
		}
		take(file)
		take(filepath.Join(dir, "go.sum"))
		take(filepath.Join(dir, "vendor", "modules.txt"))
		if !replaces {
			return
		}
		src, err := os.ReadFile(file)
		if err != nil {
			return
		}
		f, err := modfile.Parse(file, src, nil)
		if err != nil {
			return // the go command says so
		}
		for _, r := range f.Replace {
			if r.New.Version == "" {
				module(below(dir, r.New.Path), false)
			}
		}
	}
	work := func(file string) {
		dir := filepath.Dir(file)
		take(filepath.Join(dir, "go.work.sum"))
		take(filepath.Join(dir, "vendor", "modules.txt"))
		src, err := os.ReadFile(file)
		if err != nil {
			return
		}
		f, err := modfile.ParseWork(file, src, nil)
		if err != nil {
			return
		}
		for _, u := range f.Use {
			module(below(dir, u.Path), true)
		}
		for _, r := range f.Replace {
			if r.New.Version == "" {
				module(below(dir, r.New.Path), false)
			}
		}
	}
	switch file := s.env["GOWORK"]; file {
	case "off":
	case "", "auto":
		for dir := s.dir; ; dir = filepath.Dir(dir) {
			if name := filepath.Join(dir, "go.work"); take(name).Sign.Exists {
				work(name)
				break
			}
			if dir == filepath.Dir(dir) {
				break
			}
		}
	default:
		take(file)
		work(file)
	}
	for dir := s.dir; ; dir = filepath.Dir(dir) {
		if take(filepath.Join(dir, "go.mod")).Sign.Exists {
			module(dir, true)
			break
		}
		if dir == filepath.Dir(dir) {
			break
		}
	}
	return out
}

// below is path as a line of a module file in dir means it.
func below(dir, path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(dir, filepath.FromSlash(path))
}
