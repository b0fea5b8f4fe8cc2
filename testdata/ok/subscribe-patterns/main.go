package main

import (
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) {
		for _, tenant := range []string{"acme", "globex"} {
			run.Made(InstantiateShop(k, tenant+"-shop", ShopProps{Target: tenant}))
			run.Made(InstantiateLog(k, tenant+"-log", LogProps{Target: tenant}))
		}
	}, ShopFactory, LogFactory)
	defer run.Done(k)
	run.JSON(k, "acme-shop.sell", ``)
	run.JSON(k, "acme-log.wait", ``)
	run.JSON(k, "globex-log.current", ``)
}
