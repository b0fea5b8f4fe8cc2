package main

import (
	"bytes"
	"context"
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
