package main

import (
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/storage"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) {
		run.Made(InstantiateFirst(k, "n", FirstProps{Target: "acme"}))
		run.Made(InstantiateFirst(k, "other", FirstProps{Target: "globex"}))
	}, storage.ProviderFactory, FirstFactory, SecondFactory)
	defer run.Done(k)
	run.JSON(k, "n.write", `"milk"`)
	run.JSON(k, "other.read", ``)
	run.Made(k.Replace(run.Quiet, "n", "namespace-second", nil))
	run.JSON(k, "n.read", ``)
	run.JSON(k, "n.write", `"bread"`)
	run.Made(k.Replace(run.Quiet, "n", "namespace-first", nil))
	run.JSON(k, "n.read", ``)
}
