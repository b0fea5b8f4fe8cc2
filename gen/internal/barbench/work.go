package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"sync"
	"syscall"
	"time"

	"github.com/sigen-dev/sigen/gen/gentest"
	"github.com/sigen-dev/sigen/internal/bars"
)

// The size of the module: 1 000 components.
const (
	packages   = 200
	perPackage = 5
)

// A work is the command and the trees that it is run in.
type work struct {
	repo, dir, sigen string

	warm  func() *tree // generated once, for every bar that needs one
	edits int
}

// newWork builds the command of the module in the current folder.
func newWork() (*work, error) {
	repo, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "sigen-bars")
	if err != nil {
		return nil, err
	}
	scratch = dir
	if dir, err = filepath.EvalSymlinks(dir); err != nil {
		return nil, err
	}
	w := &work{repo: repo, dir: dir, sigen: filepath.Join(dir, "sigen")}
	if out, err := exec.Command("go", "build", "-o", w.sigen, "./cmd/sigen").CombinedOutput(); err != nil {
		return nil, fmt.Errorf("run it at the root of the module: %w\n%s", err, out)
	}
	w.warm = sync.OnceValue(func() *tree {
		t := w.tree("warm", "")
		t.run(w.sigen, "./...")
		t.run(w.sigen, "./...") // what the first wrote is known to the second
		return t
	})
	return w, nil
}

// A tree is the module, with a cache of its own.
type tree struct {
	dir string
	env []string
	// peak is how much memory the first run took, in MiB.
	peak float64
}

// tree writes the module; what is built in it goes to gocache, "" for the user's own.
func (w *work) tree(name, gocache string) *tree {
	t := &tree{dir: filepath.Join(w.dir, name), env: append(os.Environ(), "SIGEN_CACHE="+filepath.Join(w.dir, name+"-cache"), "GOWORK=off", "GOPROXY=off")}
	if gocache != "" {
		t.env = append(t.env, "GOCACHE="+filepath.Join(w.dir, gocache))
	}
	files := map[string]string{}
	for p := range packages {
		files[file(p)] = gentest.BigPackage(p, perPackage, "")
	}
	must(gentest.Module{Files: files}.Write(t.dir, w.repo))
	return t
}

func file(p int) string { return fmt.Sprintf("p%d/p.go", p) }

// run runs a command in t and returns how long it took.
func (t *tree) run(name string, args ...string) time.Duration {
	cmd := exec.Command(name, args...)
	cmd.Dir, cmd.Env = t.dir, t.env
	start := time.Now()
	out, err := cmd.CombinedOutput()
	took := time.Since(start)
	if err != nil {
		must(fmt.Errorf("%s %v: %w\n%s", filepath.Base(name), args, err, out[:min(len(out), 4000)]))
	}
	if use, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok && t.peak == 0 {
		t.peak = float64(use.Maxrss) / 1024
		if runtime.GOOS == "darwin" {
			t.peak /= 1024 // which counts bytes
		}
	}
	return took
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

func (w *work) unchanged(rounds int) (figure, floor float64) {
	t := w.warm()
	return bars.Median(rounds, func() float64 { return milliseconds(t.run(w.sigen, "./...")) }), 0
}

// changed edits another package in each round, so that what was kept of it does not hold.
func (w *work) changed(rounds int) (figure, floor float64) {
	t := w.warm()
	return bars.Median(rounds, func() float64 {
		p := w.edits % packages
		w.edits++
		must(os.WriteFile(filepath.Join(t.dir, file(p)), []byte(gentest.BigPackage(p, perPackage, fmt.Sprint("Edit ", w.edits))), 0o644))
		return milliseconds(t.run(w.sigen, "./..."))
	}), 0
}

func (w *work) memory(int) (figure, floor float64) { return w.warm().peak, 0 }

// cold is sigen in a tree that nobody looked at, with an empty build cache, as part of what go list and
// go vet take in another such tree, which is generated: before that it does not compile.
func (w *work) cold(rounds int) (figure, floor float64) {
	n := 0
	return bars.Median(min(rounds, 3), func() float64 {
		n++
		bare := w.tree(fmt.Sprint("bare", n), fmt.Sprint("bare-build", n))
		plain := w.tree(fmt.Sprint("plain", n), fmt.Sprint("plain-build", n))
		made := &tree{dir: plain.dir, env: os.Environ()} // with the user's own build cache: plain's stays empty
		made.env = append(made.env, "GOWORK=off", "GOPROXY=off", "SIGEN_CACHE=off")
		made.run(w.sigen, "./...")
		took := bare.run(w.sigen, "./...")
		list := plain.run("go", "list", "-export", "-deps", "./...")
		vet := plain.run("go", "vet", "./...")
		fmt.Printf("  sigen %.1f s, go list -export -deps %.1f s, go vet %.1f s\n", took.Seconds(), list.Seconds(), vet.Seconds())
		for _, name := range []string{"bare", "bare-build", "plain", "plain-build"} {
			os.RemoveAll(filepath.Join(w.dir, fmt.Sprint(name, n)))
		}
		return took.Seconds() / (list + vet).Seconds()
	}), 0
}

// scratch is the folder that goes at the end.
var scratch string

func must(err error) {
	if err != nil {
		os.RemoveAll(scratch)
		fmt.Fprintln(os.Stderr, "barbench:", err)
		os.Exit(2)
	}
}
