package victim

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

// A Plot is what a suspect does in a call.
type Plot func(ctx context.Context, s *Suspect, arg string) (Loot, error)

// A BoardPlot is what the shared board does in a call.
type BoardPlot func(ctx context.Context, b *Board, arg string) (Loot, error)

var plots sync.Map // by name: a Plot or a BoardPlot

// Plan gives a plot its name.
func Plan(name string, p Plot) { plots.Store(name, p) }

// PlanBoard gives a plot of the board its name.
func PlanBoard(name string, p BoardPlot) { plots.Store(name, p) }

var hooks sync.Map // what hooks and effects do, by "purge", "open" and "brood"

// PlanPurge says what the purge hooks of notaries do; nil for nothing.
func PlanPurge(f func(ctx context.Context, n *Notary) error) { hooks.Store("purge", f) }

func shredded(ctx context.Context, n *Notary) error {
	f, _ := hooks.Load("purge")
	if f, _ := f.(func(context.Context, *Notary) error); f != nil {
		return f(ctx, n)
	}
	return nil
}

// PlanOpening says what notaries do when they come up; nil for nothing.
func PlanOpening(f func(ctx context.Context, n *Notary) error) { hooks.Store("open", f) }

func opened(ctx context.Context, n *Notary) error {
	f, _ := hooks.Load("open")
	if f, _ := f.(func(context.Context, *Notary) error); f != nil {
		return f(ctx, n)
	}
	return nil
}

// PlanBrooding says what the effects of brooders do with a note; nil for nothing.
func PlanBrooding(f func(ctx context.Context, files sig.Storage, note string) error) {
	hooks.Store("brood", f)
}

func brooding(ctx context.Context, files sig.Storage, note string) error {
	f, _ := hooks.Load("brood")
	if f, _ := f.(func(context.Context, sig.Storage, string) error); f != nil {
		return f(ctx, files, note)
	}
	return nil
}

// heard is where subscriptions put what they hear.
var heard sync.Map // instance -> chan string

// Hear returns what an instance hears.
func Hear(instance string) chan string {
	c, _ := heard.LoadOrStore(instance, make(chan string, 64))
	return c.(chan string)
}

// Forget gives every instance new ears, and hooks and effects nothing to do.
func Forget() { heard.Clear(); hooks.Clear() }

func unknown(name string) error {
	return &sig.Error{Code: sig.CodeInvalid, Path: "plot", Expected: "a planned one; nobody planned " + name}
}
