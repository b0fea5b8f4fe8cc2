package sqldb

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// A hostileContext is a component's own: from its nth question on it does not answer as contexts do.
type hostileContext struct {
	context.Context
	asked atomic.Int64
	from  int64
	mood  func()
}

func (c *hostileContext) ask() {
	if c.asked.Add(1) >= c.from {
		c.mood()
	}
}

func (c *hostileContext) Deadline() (time.Time, bool) { c.ask(); return c.Context.Deadline() }
func (c *hostileContext) Done() <-chan struct{}       { c.ask(); return c.Context.Done() }
func (c *hostileContext) Err() error                  { c.ask(); return c.Context.Err() }
func (c *hostileContext) Value(key any) any           { c.ask(); return c.Context.Value(key) }

// A naivePool asks the context under its lock, as many do.
type naivePool struct {
	mu   sync.Mutex
	free int
}

func (p *naivePool) acquire(ctx context.Context) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	p.free--
	return nil
}

// A context is code of whoever made it. One that panics, ends the goroutine or blocks, at whichever question, keeps nothing of what
// all tenants share: no lock, no connection, no place in the queue.
func TestHostileContexts(t *testing.T) {
	release := make(chan struct{})
	defer close(release)
	var naive naivePool
	go naive.acquire(&hostileContext{Context: context.Background(), from: 1, mood: func() { <-release }})
	taken := func() bool {
		if naive.mu.TryLock() {
			naive.mu.Unlock()
			return false
		}
		return true
	}
	for n := 0; !taken(); n++ {
		if n == 1000 {
			t.Fatal("a naive pool withstands, so that nothing is shown")
		}
		time.Sleep(time.Millisecond)
	}

	moods := map[string]func(){
		"panics":             func() { panic("hostile") },
		"ends the goroutine": runtime.Goexit,
		"blocks":             func() { <-release },
	}
	calls := map[string]func(ctx context.Context, r *resident){
		"Use":   func(ctx context.Context, r *resident) { _ = r.Use(ctx, r.url("sqlite:acme2.db")) },
		"Query": func(ctx context.Context, r *resident) { _, _ = first(ctx, r.Pool, "SELECT text FROM secrets") },
		"Exec":  func(ctx context.Context, r *resident) { _, _ = r.Exec(ctx, "INSERT INTO secrets VALUES ('x')") },
		"InTx": func(ctx context.Context, r *resident) {
			_ = r.InTx(ctx, func(tx Tx) error { _, err := first(ctx, tx, "SELECT text FROM secrets"); return err })
		},
	}
	for mood, f := range moods {
		for name, call := range calls {
			for _, full := range []bool{false, true} {
				for from := int64(1); ; from++ {
					w := newWorld(t, func(p *Provider) { p.Connections, p.PerScope = 2, 1 })
					globex := w.tenant("globex").on("sqlite::memory:", canary)
					acme := w.tenant("acme").on("sqlite::memory:", "own")
					var hold *Rows
					if full { // so that it waits
						var err error
						if hold, err = acme.Query(t.Context(), "SELECT text FROM secrets"); err != nil {
							t.Fatal(err)
						}
					}
					soon, cancel := context.WithTimeout(context.Background(), 10*time.Millisecond)
					ctx := &hostileContext{Context: soon, from: from, mood: f}
					patience := time.Minute
					if mood == "blocks" {
						patience = 20 * time.Millisecond
					}
					done := make(chan struct{})
					go func() {
						defer close(done)
						defer func() { _ = recover() }()
						call(ctx, acme)
					}()
					select {
					case <-done:
					case <-time.After(patience):
						if mood != "blocks" {
							t.Fatalf("%s, a context that %s from question %d on, full %v: the call does not end", name, mood, from, full)
						}
					}
					cancel()
					answered := make(chan string, 1)
					go func() {
						text, _ := first(context.Background(), globex.Pool, "SELECT text FROM secrets")
						answered <- text
					}()
					select {
					case text := <-answered:
						if text != canary {
							t.Errorf("globex reads %q", text)
						}
					case <-time.After(5 * time.Second):
						t.Fatalf("%s, a context that %s from question %d on, full %v: globex waits", name, mood, from, full)
					}
					if hold != nil {
						hold.Close()
					}
					if s := w.Stats(); mood != "blocks" && (s.InUse != 0 || s.Waiting != 0) {
						t.Errorf("%s, a context that %s from question %d on, full %v: %d connections in use, %d calls wait", name, mood, from, full, s.InUse, s.Waiting)
					}
					if ctx.asked.Load() < from {
						break // it is not asked as often
					}
				}
			}
		}
	}
}
