package main

import (
	"context"
	"errors"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) { run.Made(InstantiateWorker(k, "w", WorkerProps{Target: "acme"})) }, WorkerFactory)
	defer run.Done(k)
	w := NewWorkerClient(k).Target("acme")

	err := w.Slow(run.Quiet)
	fmt.Println(err, errors.Is(err, sig.ErrTimeout), errors.Is(err, context.DeadlineExceeded))
	_, err = w.Panic(run.Quiet, "bang")
	fmt.Println(err, errors.Is(err, sig.ErrPanic))
	run.JSON(k, "w.boom", `"bang"`)
	run.JSON(k, "w.get-http-status", ``)
	run.JSON(k, "w.panic", `"x"`)
	for range 3 {
		r, err := w.Scarce(run.Quiet)
		fmt.Println(r, errors.Is(err, sig.ErrLimited))
	}
	for _, i := range k.Status().Instances {
		if i.Name == "w" {
			fmt.Println(i.State, i.Errors)
		}
	}
}
