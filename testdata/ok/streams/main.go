package main

import (
	"context"
	"errors"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) { run.Made(InstantiateCounter(k, "c", CounterProps{Target: "acme"})) }, CounterFactory)
	defer run.Done(k)
	c := NewNumbersClient(k).Target("acme")
	ended := func() {
		n, err := NewCounterClient(k).Target("acme").Ended(run.Quiet)
		run.Show("ended", n, err)
	}

	for n, err := range c.Count(run.Quiet, CountParams{From: 1, To: 3}) {
		run.Show("count", n, err)
	}
	for n, err := range c.Count(run.Quiet, CountParams{From: 1, To: 3, Fail: 2}) {
		run.Show("to an error", n, err)
	}
	for n, err := range c.Count(run.Quiet, CountParams{From: -1}) {
		run.Show("bad params", n, err)
	}
	for n, err := range NewNumbersClient(k).Target("globex").Count(run.Quiet, CountParams{}) {
		run.Show("nobody", n, err)
	}
	ended()
	for n, err := range c.Forever(run.Quiet) {
		if n == 2 {
			run.Show("broke off", n, err)
			break
		}
	}
	ended()
	ctx, cancel := context.WithCancel(run.Quiet)
	for n, err := range c.Forever(ctx) {
		if n == 3 {
			cancel()
		}
		if err != nil {
			run.Show("cancelled", n, err)
		}
	}
	ended()
	for n, err := range c.Slow(run.Quiet) {
		run.Show("slow", n, err)
		fmt.Println("timeout:", errors.Is(err, sig.ErrTimeout))
	}
	for n, err := range c.Explode(run.Quiet) {
		run.Show("explode", n, err)
	}
	for range c.None(run.Quiet) {
		fmt.Println("an element of nothing")
	}
	func() {
		defer func() { fmt.Println("the loop's own:", recover()) }()
		for range c.Forever(run.Quiet) {
			panic("in the loop")
		}
	}()
	ended()
	twice := c.Words(run.Quiet)
	for range 2 {
		for w := range twice {
			fmt.Println("word:", w)
		}
	}

	run.JSON(k, "c.count", `{"to":3}`)
	run.JSON(k, "c.count", `{"to":3,"fail":3}`)
	run.JSON(k, "numbers.words", `{"target":"acme"}`)
	run.JSON(k, "c.explode", ``)
	run.JSON(k, "c.none", ``)
	run.Call(k, "c.words", nil)
	run.Call(k, "c.count", sig.Params{"to": 2})
	run.JSON(k, "c.forever", ``)
	run.Call(k, "c.forever", nil)
}
