// Command pipefuzz runs the whole generator over damaged golden cases: nothing may
// panic, every diagnostic has a place, and what is generated without a diagnostic compiles.
//
// Each batch is a process of its own, so that a crash costs one batch. What it finds it
// writes into the folder that -keep names, one file a finding.
package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/sigen-dev/sigen/gen/gentest"
	"github.com/sigen-dev/sigen/gen/internal/check"
	"github.com/sigen-dev/sigen/gen/internal/diag"
	"github.com/sigen-dev/sigen/gen/internal/emit"
	"github.com/sigen-dev/sigen/gen/internal/load"
	"github.com/sigen-dev/sigen/gen/internal/plan"
	"github.com/sigen-dev/sigen/gen/internal/resolve"
)

func main() {
	length := flag.Duration("for", 20*time.Second, "how long to go on")
	seed := flag.Uint64("seed", 1, "of the first batch")
	size := flag.Int("size", 150, "packages a batch")
	one := flag.Bool("one", false, "run the batch of -seed in this process, and end")
	keep := flag.String("keep", "", "folder for findings")
	repo := flag.String("repo", ".", "the root of this module")
	flag.Parse()
	root, err := filepath.Abs(*repo)
	if err == nil && *one {
		err = batch(root, *seed, *size, *keep)
	} else if err == nil {
		err = series(*length, *seed, *size, root, *keep)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "pipefuzz:", err)
		os.Exit(1)
	}
}

// series runs batches until the time is over, and says how much work that was.
func series(length time.Duration, seed uint64, size int, root, keep string) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	start, bad, batches := time.Now(), 0, 0
	for ; time.Since(start) < length; seed++ {
		batches++
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Minute)
		cmd := exec.CommandContext(ctx, self, "-one", "-seed", strconv.FormatUint(seed, 10), "-size", strconv.Itoa(size), "-repo", root, "-keep", keep)
		out, err := cmd.CombinedOutput()
		cancel()
		if err != nil {
			bad++
			fmt.Printf("seed %d: %v\n%s\n", seed, err, out)
		}
	}
	var use syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_CHILDREN, &use); err != nil {
		return err
	}
	cpu := time.Duration(use.Utime.Nano() + use.Stime.Nano())
	fmt.Printf("pipefuzz: %d batches of %d packages, %s of processor time, %d batches with findings\n", batches, size, cpu.Round(time.Second), bad)
	if bad > 0 {
		return fmt.Errorf("%d batches with findings", bad)
	}
	return nil
}

// A session is one batch.
type session struct {
	dir, keep string
	seed      uint64
	findings  int
}

func batch(root string, seed uint64, size int, keep string) error {
	dir, err := os.MkdirTemp("", "pipefuzz")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if dir, err = filepath.EvalSymlinks(dir); err != nil {
		return err
	}
	s := &session{dir: dir, keep: keep, seed: seed}
	if err := gentest.WriteModule(dir, root); err != nil {
		return err
	}
	if err := gentest.WriteMutants(dir, root, seed, size); err != nil {
		return err
	}
	res, ds, err := load.Load(context.Background(), load.Config{Dir: dir, Patterns: []string{"./..."}})
	if err != nil {
		return fmt.Errorf("load: %w", err)
	}
	s.places("load", ds)
	var build []string
	for _, p := range res.Packages {
		if s.run(res, p, ds) {
			build = append(build, p.Path)
		}
	}
	if len(build) > 0 {
		s.build(build)
	}
	if s.findings > 0 {
		return fmt.Errorf("%d findings", s.findings)
	}
	return nil
}

// run puts one package through every stage and reports whether its output should compile.
func (s *session) run(res *load.Result, p *load.Package, loaded []diag.Diagnostic) (builds bool) {
	defer func() {
		if r := recover(); r != nil {
			s.found(p.Path, fmt.Sprintf("panic: %v\n%s", r, debug.Stack()))
			builds = false
		}
	}()
	prog, ds := resolve.Resolve(res.Only(func(q *load.Package) bool { return q == p }))
	ds = append(ds, check.Check(prog)...)
	s.places(p.Path, ds)
	for _, d := range loaded {
		if filepath.Dir(d.Pos.Filename) == p.Dir {
			ds = append(ds, d)
		}
	}
	if diag.HasErrors(ds) {
		return false
	}
	for _, out := range plan.Build(prog) {
		files, err := emit.Package(out)
		if err != nil {
			s.found(p.Path, err.Error())
			return false
		}
		for _, f := range files {
			if err := os.WriteFile(filepath.Join(p.Dir, f.Name), f.Data, 0o644); err != nil {
				s.found(p.Path, err.Error())
				return false
			}
			builds = true
		}
	}
	// What the compiler has to say of the handwritten code is not ours.
	for _, q := range res.SourcePackages() {
		if strings.HasPrefix(q.Path, p.Path) && len(q.Errors) > 0 {
			return false
		}
	}
	return builds && !leans(p, map[*load.Package]bool{})
}

// leans reports whether p imports, itself or through others, what is built with an
// output of its own, which may not be there.
func leans(p *load.Package, seen map[*load.Package]bool) bool {
	for _, imp := range p.Imports {
		if seen[imp] {
			continue
		}
		seen[imp] = true
		if len(imp.Errors) > 0 || imp.Annotated() && strings.HasPrefix(imp.Path, "example.com/") || leans(imp, seen) {
			return true
		}
	}
	return false
}

// places: a diagnostic without a place helps nobody.
func (s *session) places(who string, ds []diag.Diagnostic) {
	for _, d := range ds {
		if d.Pos.Filename == "" || d.Pos.Line < 1 || d.Code == "" || d.Text == "" {
			s.found(who, fmt.Sprintf("a diagnostic without a place, code or text: %+v", d))
		}
	}
}

var heading = regexp.MustCompile(`(?m)^# (\S+)`)

// unbuildable are the compiler's words for what go/types does not look at, in handwritten code.
var unbuildable = regexp.MustCompile(`function main is undeclared|go:embed|go:linkname|missing function body|import cycle not allowed|is a program, not an importable package|stack frame too large|type .* too large|misplaced compiler directive`)

// build compiles what was generated without a diagnostic.
func (s *session) build(paths []string) {
	cmd := exec.Command("go", append([]string{"build", "-o", os.DevNull, "-gcflags=-e"}, paths...)...)
	cmd.Dir = s.dir
	cmd.Env = append(os.Environ(), "GOFLAGS=-p=1")
	out, err := cmd.CombinedOutput()
	if err == nil {
		return
	}
	parts := heading.FindAllSubmatchIndex(out, -1)
	for i, m := range parts {
		end := len(out)
		if i+1 < len(parts) {
			end = parts[i+1][0]
		}
		text := out[m[0]:end]
		if !unbuildable.Match(text) && !handwrittenSyntax(text) {
			s.found(string(out[m[2]:m[3]]), string(text))
		}
	}
	if len(parts) == 0 && !unbuildable.Match(out) && !handwrittenSyntax(out) {
		s.found("go build", string(out))
	}
}

var unparsed = regexp.MustCompile(`syntax error|invalid (UTF-8 encoding|NUL character|character|BOM)|illegal|not terminated`)

// handwrittenSyntax reports whether the compiler says that somebody's own file does not parse, and
// nothing of what is generated: of a package without directives, sigen says nothing about that.
func handwrittenSyntax(text []byte) bool {
	found := false
	for line := range strings.Lines(string(text)) {
		if strings.HasPrefix(line, "# ") || strings.TrimSpace(line) == "" {
			continue
		}
		if strings.Contains(line, load.GeneratedFile) {
			return false
		}
		found = found || unparsed.MatchString(line) // and what is missing because of it
	}
	return found
}

// found prints a finding, and keeps it with the input that it belongs to.
func (s *session) found(who, text string) {
	s.findings++
	fmt.Printf("seed %d: %s: %s\n", s.seed, who, text)
	if s.keep == "" {
		return
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "seed %d %s\n%s\n", s.seed, who, text)
	name := strings.TrimPrefix(who, "example.com/")
	files, _ := filepath.Glob(filepath.Join(s.dir, filepath.FromSlash(name), "*.go"))
	for _, f := range files {
		if data, err := os.ReadFile(f); err == nil {
			fmt.Fprintf(&b, "-- %s --\n%s\n", filepath.Base(f), data)
		}
	}
	file := filepath.Join(s.keep, fmt.Sprintf("%d-%s-%d", s.seed, strings.ReplaceAll(name, "/", "_"), s.findings))
	if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
		fmt.Println(err)
	}
}
