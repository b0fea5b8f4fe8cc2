//go:build vetbench

package vet

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/tools/txtar"
)

// benchModule is a module whose components use pgx, nats.go and OpenTelemetry. It needs
// a module proxy, or these modules in the cache, and so is run by make vet-bench alone.
func benchModule(b *testing.B) string {
	b.Helper()
	a, err := txtar.ParseFile("testdata/bench.txtar")
	if err != nil {
		b.Fatal(err)
	}
	root, err := filepath.Abs("../..")
	if err != nil {
		b.Fatal(err)
	}
	dir, err := filepath.EvalSymlinks(b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	for _, f := range a.Files {
		path := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(path, bytes.ReplaceAll(f.Data, []byte("SIGEN"), []byte(root)), 0o666); err != nil {
			b.Fatal(err)
		}
	}
	goCommand(b, dir, "mod", "tidy")
	goCommand(b, dir, "build", "./...") // the compiler's work is not ours
	return dir
}

func goCommand(b *testing.B, dir string, args ...string) {
	b.Helper()
	cmd := exec.Command("go", args...)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), "GOFLAGS=-mod=mod -trimpath")
	if out, err := cmd.CombinedOutput(); err != nil && args[0] != "vet" { // vet fails for findings
		b.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}

// used is the processor time of this process and of those that it has waited for.
func used() time.Duration {
	var d time.Duration
	for _, who := range []int{syscall.RUSAGE_SELF, syscall.RUSAGE_CHILDREN} {
		var u syscall.Rusage
		if syscall.Getrusage(who, &u) == nil {
			d += time.Duration(u.Utime.Nano() + u.Stime.Nano())
		}
	}
	return d
}

// BenchmarkModules measures sigen vet on that module: cold, as the command runs, and through
// go vet -vettool after a change of one package. The bars are 15 s and 2 s on two idle cores;
// cpu-s/op is what the load of the machine does not change.
func BenchmarkModules(b *testing.B) {
	dir := benchModule(b)
	b.Run("cold", func(b *testing.B) {
		start := used()
		for b.Loop() {
			r, err := Run(b.Context(), Config{Dir: dir, Patterns: []string{"./..."}, Env: append(os.Environ(), "GOFLAGS=-mod=mod")})
			if err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(float64(r.Packages), "packages")
		}
		b.ReportMetric((used()-start).Seconds()/float64(b.N), "cpu-s/op")
	})
	b.Run("changed", func(b *testing.B) {
		tool := filepath.Join(b.TempDir(), "sigen")
		goCommand(b, "../..", "build", "-o", tool, "./cmd/sigen")
		goCommand(b, dir, "vet", "-vettool="+tool, "./...")
		file := filepath.Join(dir, "trace", "trace.go")
		src, err := os.ReadFile(file)
		if err != nil {
			b.Fatal(err)
		}
		n := 0
		start := used()
		for b.Loop() {
			n++
			if err := os.WriteFile(file, fmt.Appendf(src, "\nconst changed = %d%d\n", time.Now().UnixNano(), n), 0o666); err != nil {
				b.Fatal(err)
			}
			goCommand(b, dir, "vet", "-vettool="+tool, "./...")
		}
		b.ReportMetric((used()-start).Seconds()/float64(b.N), "cpu-s/op")
	})
}
