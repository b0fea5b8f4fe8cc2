//go:build vetbench

package vet

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/tools/txtar"
)

// benchFlags are for every go command of the benchmark: what the compiler makes with others is not used.
const benchFlags = "GOFLAGS=-mod=mod -trimpath"

// benchModule is a module whose components use pgx, nats.go and OpenTelemetry. It needs
// a module proxy, or these modules in the cache, and so is run by make vet-bench alone.
func benchModule(t *testing.T) string {
	t.Helper()
	a, err := txtar.ParseFile("testdata/bench.txtar")
	if err != nil {
		t.Fatal(err)
	}
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range a.Files {
		path := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, bytes.ReplaceAll(f.Data, []byte("SIGEN"), []byte(root)), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	command(t, dir, "go", "mod", "tidy")
	command(t, dir, "go", "build", "./...") // the compiler's work is not ours
	return dir
}

func command(t *testing.T, dir, name string, args ...string) (out string) {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), benchFlags)
	text, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, text)
	}
	return string(text)
}

// used is the processor time of the processes that were waited for.
func used() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_CHILDREN, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// TestBench holds sigen vet against its bars on that module: the command as it is run, with a
// cache of its own. The bars are for two idle cores; processor time is what the load of the
// machine changes least. A figure is the middle one of three.
func TestBench(t *testing.T) {
	dir, keep := benchModule(t), filepath.Join(t.TempDir(), "cache")
	exe := filepath.Join(t.TempDir(), "sigen")
	command(t, "../..", "go", "build", "-o", exe, "./cmd/sigen")
	edit := func(name string) func(n int) {
		file := filepath.Join(dir, filepath.FromSlash(name))
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		return func(n int) {
			if err := os.WriteFile(file, fmt.Appendf(src, "\nconst changed = %d\n", n), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
	vet := func() {
		if out := command(t, dir, exe, "vet", "-require", "proved", "-cache", keep, "./..."); !strings.Contains(out, "3 proved") {
			t.Fatalf("the components are not proved:\n%s", out)
		}
	}
	forget := func(int) {
		if err := os.RemoveAll(keep); err != nil {
			t.Fatal(err)
		}
	}
	fmt.Printf("medians of 3; GOMAXPROCS %d, %s %s/%s%s\n", runtime.GOMAXPROCS(0), runtime.Version(), runtime.GOOS, runtime.GOARCH, machineLoad())
	for _, bar := range []struct {
		name   string
		limit  float64
		before func(n int)
		run    func()
	}{
		{"sigen vet, nothing known", 15, forget, vet},
		{"sigen vet, nothing changed", 2, func(int) {}, vet},
		{"sigen vet, the package with pgx changed", 2, edit("db/db.go"), vet},
		{"sigen vet, the package with OpenTelemetry changed", 2, edit("trace/trace.go"), vet},
		{"go vet -vettool, one package changed", 2, edit("bus/bus.go"), func() { command(t, dir, "go", "vet", "-vettool="+exe, "./...") }},
	} {
		var wall, cpu []float64
		if strings.HasPrefix(bar.name, "go vet") {
			bar.run() // what it keeps is the go command's
		}
		for n := range 3 {
			bar.before(n)
			start, before := time.Now(), used()
			bar.run()
			wall, cpu = append(wall, time.Since(start).Seconds()), append(cpu, (used()-before).Seconds())
		}
		slices.Sort(wall)
		slices.Sort(cpu)
		verdict := "ok"
		if wall[1] > bar.limit {
			verdict = "short"
		}
		fmt.Printf("%-52s %6.2f s  bar %-3g processors %6.2f s  %s\n", bar.name, wall[1], bar.limit, cpu[1], verdict)
	}
}

// machineLoad is what else the machine had to do in the last minute, where it says so.
func machineLoad() string {
	data, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return ""
	}
	return ", load " + strings.Fields(string(data))[0]
}
