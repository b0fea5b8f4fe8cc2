package main

import (
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) {
		for _, tenant := range []string{"acme", "globex"} {
			run.Made(InstantiateReader(k, tenant, ReaderProps{Target: tenant}))
		}
	}, ReaderFactory)
	defer run.Done(k)
	show := func() {
		run.JSON(k, "acme.show", ``)
		run.JSON(k, "globex.show", ``)
	}
	show()
	run.Set(k, "defaults.app.color", "grey")
	run.Set(k, "tenants.acme.app.color", "red")
	run.Set(k, "tenants.acme.app.size", "7")
	show()
	for _, path := range []string{`"app.color"`, `"tenants.globex.app.color"`, `"../globex/app.color"`, `"defaults.app.color"`, `""`} {
		run.JSON(k, "acme.read", path)
	}
}
