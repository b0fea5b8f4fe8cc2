package main

import (
	"errors"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) {
		for _, tenant := range []string{"acme", "globex"} {
			run.Made(InstantiatePress(k, tenant, PressProps{Target: tenant}))
		}
	}, PressFactory)
	defer run.Done(k)
	for _, name := range []string{"acme", "acme", "acme", "globex"} {
		_, err := NewPressClient(k).Target(name).Rare(run.Quiet)
		var e *sig.Error
		fmt.Println(name, "rare:", errors.Is(err, sig.ErrLimited), errors.As(err, &e) && e.Retry > 0)
	}
	acme := NewPressClient(k).Target("acme")
	done := make(chan struct{})
	go func() {
		defer close(done)
		text, err := acme.Slow(run.Quiet)
		run.Show("slow", text, err)
	}()
	run.Must(acme.Entered(run.Quiet))
	_, err := acme.Slow(run.Quiet)
	fmt.Println("a second one at once:", errors.Is(err, sig.ErrLimited))
	run.Must(acme.Leave(run.Quiet))
	<-done
	for _, n := range []Size{60, 70} {
		_, err := k.Bus().InvokeJSON(run.Quiet, "acme.print", fmt.Append(nil, n))
		fmt.Println(n, "bytes:", errors.Is(err, sig.ErrLimited))
	}
}
