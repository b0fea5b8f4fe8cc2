package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// A screen is what a command prints, for a reader at the same time.
type screen struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (s *screen) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(p)
}

func (s *screen) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

// eventually waits for something that a watcher does, as long as a slow machine may take.
func eventually(t *testing.T, errs *screen, what string, done func() bool) {
	t.Helper()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for limit := time.After(2 * time.Minute); !done(); {
		select {
		case <-tick.C:
		case <-limit:
			t.Fatalf("%s does not come; it said:\n%s", what, errs)
		}
	}
}

// TestWatch edits a module on the disk while sigen watch runs over it.
func TestWatch(t *testing.T) {
	dir := module(t)
	ctx, interrupt := context.WithCancel(t.Context())
	defer interrupt()
	var out, errs screen
	ended := make(chan int)
	go func() { ended <- run(ctx, []string{"watch", "-C", dir, "./..."}, &out, &errs) }()
	has := func(name, text string) func() bool {
		return func() bool {
			data, err := os.ReadFile(filepath.Join(dir, name))
			return err == nil && strings.Contains(string(data), text)
		}
	}
	eventually(t, &errs, "the first file", has("sig_gen.go", "ShopFactory"))
	shop := filepath.Join(dir, "shop.go")
	write(t, shop, strings.Replace(source, "Open(", "Close(", 1))
	eventually(t, &errs, "the saved change", has("sig_gen.go", "Close("))

	write(t, shop, strings.Replace(source, "//sig:runnable", "//sig:runable", 1))
	eventually(t, &errs, "the mistake", func() bool { return strings.Contains(errs.String(), "did you mean //sig:runnable?") })
	write(t, shop, source)
	eventually(t, &errs, "the repair", has("sig_gen.go", "Open("))
	eventually(t, &errs, "the good word", func() bool { return strings.Contains(errs.String(), "all is well again") })
	if n := strings.Count(errs.String(), "did you mean"); n != 1 {
		t.Errorf("the mistake is told %d times:\n%s", n, &errs)
	}

	write(t, filepath.Join(dir, "new", "deep", "deep.go"), strings.NewReplacer("package shop", "package deep", "name=shop", "name=deep").Replace(source))
	eventually(t, &errs, "what is generated in a new folder", has("new/deep/sig_gen.go", "ShopFactory"))
	if err := os.Remove(filepath.Join(dir, "sig_gen.go")); err != nil {
		t.Fatal(err)
	}
	eventually(t, &errs, "the removed file", has("sig_gen.go", "Open("))
	if err := os.RemoveAll(filepath.Join(dir, "new")); err != nil {
		t.Fatal(err)
	}
	write(t, shop, strings.Replace(source, "Open(", "Shut(", 1))
	eventually(t, &errs, "a change after a folder went", has("sig_gen.go", "Shut("))
	interrupt()
	if code := <-ended; code != exitFine || out.String() != "" {
		t.Errorf("%d\n%s", code, &out)
	}
}

// A passLine is a line of "watch -json".
type passLine struct {
	Version     int
	Time        string
	MS          float64
	Diagnostics []struct{ File, Code string }
	Changes     []struct{ Action, Path string }
	Timings     []timing
	Error       string
}

// TestWatchJSON: one line a run, mistakes and failures among them, and the watch goes on after both.
func TestWatchJSON(t *testing.T) {
	dir := module(t)
	ctx, interrupt := context.WithCancel(t.Context())
	defer interrupt()
	var errs screen
	r, w := io.Pipe() // every write is read before it returns: nothing is kept back
	ended := make(chan int)
	go func() {
		code := run(ctx, []string{"watch", "-json", "-C", dir, "./..."}, w, &errs)
		w.Close()
		ended <- code
	}()
	lines := make(chan passLine)
	go func() {
		defer close(lines)
		for s := bufio.NewScanner(r); s.Scan(); {
			var l passLine
			if err := json.Unmarshal(s.Bytes(), &l); err != nil {
				t.Errorf("%v: %s", err, s.Bytes())
			}
			if l.Time == "" || l.MS <= 0 || l.Version != watchSchema || l.Diagnostics == nil || l.Changes == nil || l.Timings == nil {
				t.Errorf("a line lacks something: %s", s.Bytes())
			}
			lines <- l
		}
	}()
	until := func(what string, is func(passLine) bool) {
		t.Helper()
		for limit := time.After(2 * time.Minute); ; {
			select {
			case l, ok := <-lines:
				if !ok {
					t.Fatalf("it ended before %s", what)
				}
				if is(l) {
					return
				}
			case <-limit:
				t.Fatalf("%s does not come", what)
			}
		}
	}
	wrote := func(action, name string) func(passLine) bool {
		return func(l passLine) bool {
			return len(l.Changes) == 1 && l.Changes[0].Action == action && l.Changes[0].Path == name && len(l.Timings) > 0
		}
	}
	shop, mod := filepath.Join(dir, "shop.go"), filepath.Join(dir, "go.mod")
	until("the first file", wrote("create", "sig_gen.go"))
	write(t, shop, strings.Replace(source, "//sig:runnable", "//sig:runable", 1))
	until("the mistake", func(l passLine) bool {
		return len(l.Diagnostics) == 1 && l.Diagnostics[0].File == "shop.go" && l.Diagnostics[0].Code != "" && len(l.Changes) == 0
	})
	write(t, shop, source+"func (")
	until("the syntax error", func(l passLine) bool { return len(l.Diagnostics) > 0 && len(l.Changes) == 0 })
	good, err := os.ReadFile(mod)
	if err != nil {
		t.Fatal(err)
	}
	write(t, mod, "modul")
	until("a module that cannot be read", func(l passLine) bool {
		return (l.Error != "" || len(l.Diagnostics) > 0) && strings.Contains(l.Error+fmt.Sprint(l.Diagnostics), "go.mod")
	})
	write(t, mod, string(good))
	write(t, shop, strings.Replace(source, "Open(", "Close(", 1))
	until("the repair", wrote("update", "sig_gen.go"))
	write(t, shop, "package shop\n")
	until("that the file goes", wrote("remove", "sig_gen.go"))
	interrupt()
	for range lines { // a run on the way may still tell what it did
	}
	if code := <-ended; code != exitFine || errs.String() != "" {
		t.Errorf("%d, and on standard error: %s", code, &errs)
	}
}

// TestWatchWithoutAReader: when what it prints cannot be written any more, it ends and says so.
func TestWatchWithoutAReader(t *testing.T) {
	dir := module(t)
	r, w := io.Pipe()
	r.Close()
	var errs screen
	if code := run(t.Context(), []string{"watch", "-json", "-C", dir}, w, &errs); code != exitFailure || !strings.Contains(errs.String(), "closed pipe") {
		t.Errorf("%d %s", code, &errs)
	}
}
