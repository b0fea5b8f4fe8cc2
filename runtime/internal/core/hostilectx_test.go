package core

import (
	"context"
	"runtime"
	"sync/atomic"
	"testing"
	"time"
)

// A hostileContext is a tenant's own: from its nth question on it does not answer as contexts do.
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

// hostileMoods are what a context does to who asks it.
var hostileMoods = map[string]func(){
	"panics":             func() { panic("hostile") },
	"ends the goroutine": runtime.Goexit,
}

// sayWith calls with a context and survives it.
func sayWith(k *Kernel, ctx context.Context, target string) {
	apart(func() {
		defer func() { _ = recover() }()
		_, _ = k.Bus().Invoke(ctx, "greet.greet", Params{"target": target, "name": "x"})
	})
}

// A call whose context panics, or ends the goroutine, at whichever question, has no place in the process afterwards, neither among
// the calls that run nor among those that wait.
func TestHostileContextsHaveNoPlace(t *testing.T) {
	for mood, f := range hostileMoods {
		for _, full := range []bool{false, true} {
			for from := int64(1); ; from++ {
				inside, goOn := make(chan struct{}), make(chan struct{})
				k := booted(t, []Option{WithConcurrency(1)}, []Factory{greeterFactory("g", ScopeTenant, func(m *Mount, g *greeter) {
					g.handler = func(_ context.Context, name string) (string, error) {
						if name == "slow" {
							close(inside)
							<-goOn
						}
						return name, nil
					}
				})}, "g acme-g acme", "g globex-g globex")
				done := make(chan struct{})
				if full {
					go func() {
						defer close(done)
						_, _ = k.Bus().Invoke(context.Background(), "greet.greet", Params{"target": "globex", "name": "slow"})
					}()
					<-inside
				} else {
					close(done)
				}
				soon, cancel := context.WithTimeout(context.Background(), 5*time.Millisecond)
				ctx := &hostileContext{Context: soon, from: from, mood: f}
				sayWith(k, ctx, "acme")
				cancel()
				close(goOn)
				<-done
				for _, target := range []string{"globex", "acme"} {
					if err := say(k, target); err != nil {
						t.Errorf("a context that %s from question %d on, full %v: %s: %v", mood, from, full, target, err)
					}
				}
				if n := k.room.state.Load(); n != 0 {
					t.Fatalf("a context that %s from question %d on, full %v: %d places are taken", mood, from, full, n)
				}
				if flight, _ := k.exact.get("acme-g").live.Load().count(); flight != 0 {
					t.Errorf("a context that %s from question %d on, full %v: %d calls are in flight", mood, from, full, flight)
				}
				if ctx.asked.Load() < from {
					break // it is not asked as often
				}
			}
		}
	}
}

// Nor has one that waits for its instance to come up.
func TestHostileContextsDoNotWaitForEver(t *testing.T) {
	for mood, f := range hostileMoods {
		for from := int64(1); ; from++ {
			k := booted(t, []Option{WithResidency(ResidencyPolicy{Default: Lazy})}, []Factory{greeterFactory("g", ScopeTenant, nil)}, "g acme-g acme", "g globex-g globex")
			soon, cancel := context.WithTimeout(context.Background(), time.Second)
			ctx := &hostileContext{Context: soon, from: from, mood: f}
			sayWith(k, ctx, "acme")
			cancel()
			if err := say(k, "globex"); err != nil {
				t.Errorf("a context that %s from question %d on: globex: %v", mood, from, err)
			}
			k.virtual.mu.Lock()
			if n := k.virtual.waiting; n != 0 {
				t.Errorf("a context that %s from question %d on: %d calls wait", mood, from, n)
			}
			k.virtual.mu.Unlock()
			if ctx.asked.Load() < from {
				break // it is not asked as often
			}
		}
	}
}
