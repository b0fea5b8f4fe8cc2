package main

import (
	"errors"
	"fmt"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) { run.Made(InstantiateFlaky(k, "f", FlakyProps{Target: "acme"})) }, FlakyFactory)
	defer run.Done(k)
	f := NewFlakyClient(k).Target("acme")
	again := sig.WithRetries(run.Quiet, sig.Retries{Attempts: 3, First: time.Microsecond, Max: time.Microsecond})
	_, err := f.Ask(run.Quiet)
	fmt.Println("alone:", errors.Is(err, sig.ErrBusy))
	n, err := f.Ask(again)
	run.Show("with retries", n, err)
	n, err = f.Ask(again)
	run.Show("with retries", n, err)
	_, err = f.Change(again)
	fmt.Println("not idempotent:", errors.Is(err, sig.ErrBusy))
	run.JSON(k, "f.counts", ``)
}
