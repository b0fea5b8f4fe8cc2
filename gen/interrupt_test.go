//go:build unix

package gen_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/sigen-dev/sigen/gen"
)

// What a test binary does as a process of its own, when childJob is set.
const (
	childJob   = "SIGEN_TEST_CHILD"
	childDir   = "SIGEN_TEST_CHILD_DIR"
	childCache = "SIGEN_TEST_CHILD_CACHE"
	childLimit = "SIGEN_TEST_CHILD_LIMIT"
)

func TestMain(m *testing.M) {
	job := os.Getenv(childJob)
	if job == "" {
		os.Exit(m.Run())
	}
	if err := child(job, os.Getenv(childDir)); err != nil {
		fmt.Println("failed:", err)
		os.Exit(1)
	}
}

func child(job, dir string) error {
	cfg := gen.Config{Dir: dir, Patterns: []string{"./..."}, Env: offline(), Cache: os.Getenv(childCache)}
	once := func() (known bool, err error) {
		r, err := gen.Run(context.Background(), cfg)
		if err != nil || r.Failed() {
			return false, fmt.Errorf("run: %w", err)
		}
		known = true
		for _, p := range r.Phases {
			known = known && p.Name != "resolve"
		}
		if job == "full disk" {
			limit, err := strconv.ParseUint(os.Getenv(childLimit), 10, 64)
			if err != nil {
				return false, err
			}
			signal.Ignore(syscall.SIGXFSZ) // a write that goes over the limit fails then, as on a disk without room
			if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: limit, Max: limit}); err != nil {
				return false, err
			}
		}
		return known, r.Write()
	}
	switch job {
	case "once", "full disk":
		known, err := once()
		fmt.Println("known", known)
		return err
	case "for ever":
		for n := 0; ; n++ {
			// The source is replaced whole; what is tested is what sigen writes.
			if err := replace(filepath.Join(dir, "stock", "stock.go"), variant(n)); err != nil {
				return err
			}
			fmt.Println("round", n)
			if _, err := once(); err != nil {
				return err
			}
		}
	}
	return errors.New("no such job: " + job)
}

// variant is a source for which another file is generated when n is odd.
func variant(n int) string {
	return strings.Replace(shop["stock/stock.go"], "name=memory-stock", "name=memory-stock-"+strconv.Itoa(n%2), 1)
}

func replace(name, text string) error {
	if err := os.WriteFile(name+".new", []byte(text), 0o644); err != nil {
		return err
	}
	return os.Rename(name+".new", name)
}

// start runs a job of this binary, or of the binary bin.
func start(t *testing.T, bin, job, dir string, env ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), bin)
	cmd.Env = append(append(os.Environ(), childJob+"="+job, childDir+"="+dir), env...)
	return cmd
}

func self(t *testing.T) string {
	t.Helper()
	bin, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return bin
}

// temporaries are the files that a run which was stopped left.
func temporaries(t *testing.T, dir string) (left []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && strings.HasPrefix(d.Name(), ".sig_") {
			left = append(left, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return left
}

// TestFullDisk: whatever the write at which there is no room any more, nothing has
// changed, the error names the file, and a run with room does all.
func TestFullDisk(t *testing.T) {
	c := newCached(t, shop)
	c.run(t)
	before := generated(t, c.dir)
	write(t, filepath.Join(c.dir, "stock", "stock.go"), variant(1))
	write(t, filepath.Join(c.dir, "cart", "cart.go"), strings.Replace(shop["cart/cart.go"], "name=", "version=2.0 name=", 1))
	for _, limit := range []int{0, 1, 1000, 3000, 5000, 6000} {
		out, err := start(t, self(t), "full disk", c.dir, childLimit+"="+strconv.Itoa(limit)).CombinedOutput()
		if err == nil {
			t.Fatalf("%d bytes are enough for a file: the limit shows nothing", limit)
		}
		if !strings.Contains(string(out), "sig_gen.go") || !strings.Contains(string(out), "file too large") {
			t.Errorf("limit %d: %s", limit, out)
		}
		after := generated(t, c.dir)
		if len(after) != len(before) {
			t.Errorf("limit %d: %d files, had %d", limit, len(after), len(before))
		}
		for name, data := range before {
			if string(after[name]) != string(data) {
				t.Errorf("limit %d: %s has changed", limit, name)
			}
		}
		if left := temporaries(t, c.dir); len(left) > 0 {
			t.Errorf("limit %d: left behind: %v", limit, left)
		}
	}
	c.run(t)
	c.fresh(t)
}

// TestProcessesAtOnce: generators that race, each a process of its own, over one
// tree and one cache.
func TestProcessesAtOnce(t *testing.T) {
	c := newCached(t, shop)
	var all []*exec.Cmd
	var outs []*strings.Builder
	for range 4 {
		cmd, out := start(t, self(t), "once", c.dir, childCache+"="+c.cache), new(strings.Builder)
		cmd.Stdout, cmd.Stderr = out, out
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		all, outs = append(all, cmd), append(outs, out)
	}
	for n, cmd := range all {
		if err := cmd.Wait(); err != nil {
			t.Errorf("%v: %s", err, outs[n])
		}
	}
	c.fresh(t)
	if left := temporaries(t, c.dir); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	goBuild(t, c.dir)
}

// TestKilledRun kills runs anywhere; what is generated is whole, of one source or the other, and
// the next run heals all.
func TestKilledRun(t *testing.T) {
	c := newCached(t, shop)
	whole := map[string]bool{}
	for n := range 2 {
		write(t, filepath.Join(c.dir, "stock", "stock.go"), variant(n))
		c.run(t)
		whole[string(generated(t, c.dir)[filepath.Join(c.dir, "stock", "sig_gen.go")])] = true
	}
	if len(whole) != 2 {
		t.Fatalf("%d variants", len(whole))
	}
	for range 6 {
		cmd := start(t, self(t), "for ever", c.dir, childCache+"="+c.cache)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(out)
		for range 2 {
			if !lines.Scan() || !strings.HasPrefix(lines.Text(), "round") {
				t.Fatalf("the run ended by itself: %s", lines.Text())
			}
		}
		// A round takes some hundred milliseconds; where it is hit is left to chance.
		shot := time.AfterFunc(time.Duration(rand.IntN(400))*time.Millisecond, func() { cmd.Process.Kill() })
		for lines.Scan() {
			if strings.HasPrefix(lines.Text(), "failed") {
				t.Error(lines.Text())
			}
		}
		cmd.Wait()
		shot.Stop()
		if got := generated(t, c.dir)[filepath.Join(c.dir, "stock", "sig_gen.go")]; !whole[string(got)] {
			t.Errorf("half a file, or one of nothing: %d bytes", len(got))
		}
	}
	c.run(t)
	c.fresh(t)
	if left := temporaries(t, c.dir); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// TestOtherBinary: another build of sigen believes nothing that this one kept.
func TestOtherBinary(t *testing.T) {
	c := newCached(t, map[string]string{"stock/stock.go": shop["stock/stock.go"]})
	bin := filepath.Join(t.TempDir(), "sigen")
	data, err := os.ReadFile(self(t))
	if err != nil {
		t.Fatal(err)
	}
	once := func() string {
		t.Helper()
		c.settle()
		out, err := start(t, bin, "once", c.dir, childCache+"="+c.cache).CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		return strings.TrimSpace(string(out))
	}
	for n := range 2 {
		// What follows the end of an executable is not run, and makes it another one.
		if err := os.WriteFile(bin+".new", append(data[:len(data):len(data)], byte(n)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(bin+".new", bin); err != nil {
			t.Fatal(err)
		}
		if got := once(); got != "known false" {
			t.Errorf("binary %d, first run: %s", n, got)
		}
		once() // what was written is old enough now
		if got := once(); got != "known true" {
			t.Errorf("binary %d, third run: %s", n, got)
		}
	}
}
