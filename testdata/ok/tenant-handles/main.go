package main

import (
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/storage"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) {
		run.Made(InstantiateBox(k, "acme-1", BoxProps{Target: "acme"}))
		run.Made(InstantiateBox(k, "acme-2", BoxProps{Target: "acme"}))
		run.Made(InstantiateBox(k, "globex-1", BoxProps{Target: "globex"}))
	}, storage.ProviderFactory, BoxFactory)
	defer run.Done(k)
	run.JSON(k, "acme-1.put", `{"key":"a","text":"x"}`)
	run.JSON(k, "acme-2.put", `{"key":"b","text":"y"}`)
	run.JSON(k, "globex-1.put", `{"key":"../acme-1/a","text":"z"}`)
	for _, name := range []string{"acme-1", "acme-2", "globex-1"} {
		run.JSON(k, name+".list", ``)
	}
}
