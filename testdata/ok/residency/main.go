package main

import (
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/storage"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	policy := sig.WithResidency(sig.ResidencyPolicy{Default: sig.Lazy, Active: 1})
	k := run.With([]sig.Option{policy}, func(k *sig.Kernel) {
		for _, tenant := range []string{"acme", "globex"} {
			run.Made(InstantiateCounter(k, tenant, CounterProps{Target: tenant}))
		}
	}, storage.ProviderFactory, CounterFactory)
	fmt.Println("booted, nobody is up")
	for _, name := range []string{"acme.add", "acme.add", "globex.add", "acme.add"} {
		run.JSON(k, name, ``)
	}
	run.Must(k.Shutdown(run.Quiet))
}
