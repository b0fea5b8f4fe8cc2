package core

import (
	"context"
	"errors"
	"runtime"
	"testing"
)

// A client that is collected leaves its bound behind. Whoever gets it next must find it as shut as a
// new one, and what the old client still has in flight must hold up a drain.
func TestBoundIsUsedAgain(t *testing.T) {
	entered, end := make(chan struct{}, 1), make(chan struct{})
	f := greeterFactory("g", ScopeTenant, func(m *Mount, g *greeter) {
		g.handler = func(ctx context.Context, name string) (string, error) {
			if name == "wait" {
				entered <- struct{}{}
				<-end
			}
			return name, nil
		}
	})
	k := booted(t, nil, []Factory{f}, "g g-a a")
	b := k.exact.get("g-a").live.Load()
	ctx := context.Background()

	done := make(chan error, 1)
	go func() { // its client is garbage once the call is under way
		_, err := greet(HostClient[greetAPI](k, greetContract, "a"), ctx, "wait")
		done <- err
	}()
	<-entered
	slots := func() (all, free int) {
		b.mu.Lock()
		defer b.mu.Unlock()
		r := b.rarely()
		return len(r.slots), len(r.free)
	}
	for { // until the cleanup has run
		runtime.GC()
		runtime.Gosched()
		if _, free := slots(); free > 0 {
			break
		}
	}
	c := HostClient[greetAPI](k, greetContract, "a")
	if _, err := greet(c, ctx, "x"); err != nil {
		t.Fatal(err)
	}
	if all, free := slots(); all != 1 || free != 0 {
		t.Errorf("%d slots, %d of them free; want the one that was left behind", all, free)
	}
	if flight, calls := b.count(); flight != 1 || calls != 2 {
		t.Errorf("%d calls in flight of %d, want 1 of 2", flight, calls)
	}

	soon, cancel := context.WithCancel(ctx)
	drained := make(chan error, 1)
	go func() { drained <- k.DrainInstance(soon, "g-a") }()
	for b.phase.Load() != phaseDraining {
		runtime.Gosched()
	}
	if _, err := greet(c, ctx, "x"); !errors.Is(err, ErrDraining) {
		t.Errorf("a call while the other one drains: %v, want ErrDraining", err)
	}
	select {
	case err := <-drained:
		t.Errorf("the drain did not wait for the call of the collected client: %v", err)
	default:
	}
	close(end)
	if err := errors.Join(<-done, <-drained); err != nil {
		t.Error(err)
	}
	cancel()
	runtime.KeepAlive(c)
}

// Whatever a call has to be held against shuts the slots of clients that had nothing to look at.
func TestOpenSlotsAreShut(t *testing.T) {
	f := greeterFactory("g", ScopeTenant, func(m *Mount, g *greeter) {
		g.handler = func(ctx context.Context, name string) (string, error) { return name, nil }
	})
	k := booted(t, nil, []Factory{f}, "g g-a a")
	b := k.exact.get("g-a").live.Load()
	c := HostClient[greetAPI](k, greetContract, "a")
	ctx := context.Background()
	open := func() bool {
		t.Helper()
		if _, err := greet(c, ctx, "x"); err != nil {
			t.Fatal(err)
		}
		return c.c.bound.Load().n.Load()&slotOpen != 0
	}
	if new(slot).n.Load()&slotOpen != 0 {
		t.Error("the zero slot is open")
	}
	if !open() {
		t.Fatal("nothing is special, and the slot is not open")
	}
	for name, change := range map[string]func() func(){
		"a limit":           func() func() { b.guards.Or(guardLimits); return func() { b.guards.And(^guardLimits) } },
		"a better provider": func() func() { k.exact.get("g-a").turn(); return func() {} },
		"a hold":            func() func() { b.become(phaseHeld); return func() { b.release(phaseActive) } },
	} {
		was := c.c.bound.Load()
		undo := change()
		b.shut()
		if was.n.Load()&slotOpen != 0 {
			t.Errorf("%s leaves the slot open", name)
		}
		undo()
		if !open() {
			t.Errorf("after %s the slot does not open again", name)
		}
	}
	was := c.c.bound.Load()
	if err := k.Remove(ctx, "g-a"); err != nil {
		t.Fatal(err)
	}
	if _, err := greet(c, ctx, "x"); err == nil {
		t.Error("a removed instance answers")
	}
	if n := was.n.Load(); n&slotOpen != 0 || n&slotFlight != 0 {
		t.Errorf("the slot of a removed instance is %x", n)
	}
}
