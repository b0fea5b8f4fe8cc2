package main

import (
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) { run.Made(InstantiateDesk(k, "desk", DeskProps{Target: "acme"})) }, DeskFactory, LoudFactory)
	defer run.Done(k)
	say := func() {
		for _, name := range []string{"desk.say", "desk.say-directly", "desk.keep"} {
			run.JSON(k, name, `"hi"`)
		}
	}
	say()
	_, err := k.Add(run.Quiet, "optional-loud", "loud", sig.Props{"target": "acme"})
	run.Must(err)
	say()
	run.Must(k.Remove(run.Quiet, "loud"))
	say()
}
