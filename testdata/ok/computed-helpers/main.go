package main

import (
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) { run.Made(InstantiateBoard(k, "b", BoardProps{Target: "acme"})) }, BoardFactory)
	defer run.Done(k)
	for _, in := range []string{`{}`, `{"Title":"t"}`, `{"Unused":"u"}`, `{"Title":"t"}`} {
		run.JSON(k, "b.set", in)
		run.JSON(k, "b.show", ``)
	}
	run.Set(k, "tenants.acme.helped.mode", "long")
	run.JSON(k, "b.show", ``)
	run.JSON(k, "b.set", `{"Detail":"d"}`)
	run.JSON(k, "b.show", ``)
	run.JSON(k, "b.show", ``)
}
