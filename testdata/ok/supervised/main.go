package main

import (
	"errors"
	"fmt"
	"runtime"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/sigtest"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	clock := sigtest.NewClock(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC))
	steps := make(chan sig.SupervisionEvent, 16)
	events := sig.WithSupervisionEvents(func(e sig.SupervisionEvent) { steps <- e })
	k := run.With([]sig.Option{sig.WithClock(clock), events}, func(k *sig.Kernel) {
		run.Made(InstantiateEngine(k, "engine", EngineProps{Target: "acme"}))
		run.Made(InstantiateEngine(k, "other", EngineProps{Target: "globex"}))
	}, EngineFactory)
	defer run.Done(k)
	await := func(want sig.SupervisionStep, tick time.Duration) {
		for {
			clock.Advance(tick)
			select {
			case e := <-steps:
				fmt.Println(" ", e.Instance, e.Step, e.Delay)
				if e.Step == want {
					return
				}
			default:
				runtime.Gosched() // the timer may not be set yet
			}
		}
	}
	call := func(in Text) {
		text, err := NewEngineClient(k).Target("acme").Run(run.Quiet, in)
		fmt.Println(in, text, errors.Is(err, sig.ErrPanic), errors.Is(err, sig.ErrBusy))
	}
	call("easy")
	call("hard")
	await(sig.StepRestarting, 0)
	call("easy")
	await(sig.StepRestarted, time.Millisecond)
	call("easy")
	call("hard")
	await(sig.StepStopped, 0)
	fmt.Println(k.Why("engine"))
	run.Must(k.Restart(run.Quiet, "engine"))
	call("easy")
	run.JSON(k, "other.run", `"easy"`)
}
