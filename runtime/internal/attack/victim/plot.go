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

// heard is where subscriptions put what they hear.
var heard sync.Map // instance -> chan string

// Hear returns what an instance hears.
func Hear(instance string) chan string {
	c, _ := heard.LoadOrStore(instance, make(chan string, 64))
	return c.(chan string)
}

// Forget gives every instance new ears.
func Forget() { heard.Clear() }

func unknown(name string) error {
	return &sig.Error{Code: sig.CodeInvalid, Path: "plot", Expected: "a planned one; nobody planned " + name}
}
