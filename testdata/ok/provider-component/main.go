package main

import (
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
	"github.com/sigen-dev/sigen/testdata/ok/provider-component/queue"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) {
		for _, name := range []string{"acme-1", "acme-2", "globex-1"} {
			run.Made(InstantiateWorker(k, name, WorkerProps{Target: name[:len(name)-2]}))
		}
	}, queue.ProviderFactory, WorkerFactory)
	defer run.Done(k)

	run.JSON(k, "acme-1.push", `"a"`)
	run.JSON(k, "acme-2.push", `"b"`)
	run.JSON(k, "globex-1.push", `"c"`)
}
