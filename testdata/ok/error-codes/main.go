package main

import (
	"errors"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) {
		run.Made(InstantiateShelf(k, "shelf", ShelfProps{Target: "acme"}))
		run.Made(InstantiateDesk(k, "desk", DeskProps{Target: "acme"}))
	}, ShelfFactory, DeskFactory)
	defer run.Done(k)
	show := func(how string, kind Kind, err error) {
		var e *sig.Error
		if err == nil || !errors.As(err, &e) {
			fmt.Println(how, kind, err)
			return
		}
		fmt.Printf("%s %s: code %s, own %v, denied %v, panic %v, text: %v\n", how, kind, e.Code, errors.Is(err, ErrEmpty), errors.Is(err, sig.ErrDenied), errors.Is(err, sig.ErrPanic), err)
	}
	for _, kind := range []Kind{"none", "own", "typed", "not-found", "context", "panic"} {
		show("shelf", kind, NewShelfClient(k).Target("acme").Take(run.Quiet, kind))
		show("desk", kind, NewDeskClient(k).Target("acme").Take(run.Quiet, kind))
		_, err := k.Bus().InvokeJSON(run.Quiet, "desk.take", fmt.Appendf(nil, "%q", kind))
		show("by name", kind, err)
	}
	show("absent", "", NewShelfClient(k).Target("nobody").Take(run.Quiet, ""))
	_, err := k.Bus().InvokeJSON(run.Quiet, "desk.tkae", nil)
	show("misspelt", "", err)
}
