package main

import (
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) { run.Made(InstantiateDesk(k, "d", DeskProps{Target: "acme"})) }, DeskFactory)
	defer run.Done(k)
	run.JSON(k, "d.order", `{"by":[{"kind":"gift-card","code":"x"},{"kind":"invoice"}]}`)
	run.JSON(k, "d.order", `{"by":[{"kind":"invoice","days":91}]}`)
	run.JSON(k, "d.order", `{"by":[{"kind":"gift"}]}`)
}
