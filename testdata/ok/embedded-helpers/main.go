package main

import (
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) { run.Made(InstantiateDesk(k, "desk", DeskProps{Target: "acme"})) }, DeskFactory)
	defer run.Done(k)
	run.JSON(k, "desk.greet", ``)
	run.Set(k, "tenants.acme.helpers.greeting", "hello")
	run.JSON(k, "desk.greet", ``)
	text, err := NewNamerClient(k).Target("acme").Label(run.Quiet)
	run.Show("contract", text, err)
}
