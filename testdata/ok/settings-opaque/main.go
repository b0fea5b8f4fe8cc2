package main

import (
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) { run.Made(InstantiateGate(k, "g", GateProps{Target: "acme"})) }, GateFactory)
	defer run.Done(k)
	run.JSON(k, "g.length", ``)
	run.Set(k, "tenants.acme.opaque.token", "tok-abc")
	run.JSON(k, "g.length", ``)
	run.Set(k, "tenants.acme.opaque.token", "abc")
	run.Set(k, "tenants.acme.opaque.spare", "tok-")
	run.JSON(k, "g.length", ``)
}
