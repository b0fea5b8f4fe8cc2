package main

import (
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/clients/stock"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) {
		for i, tenant := range []string{"acme", "globex"} {
			run.Made(InstantiateShop(k, tenant+"-shop", ShopProps{Target: tenant}))
			run.Made(InstantiatePrinter(k, tenant+"-printer", PrinterProps{Target: tenant}))
			run.Made(stock.InstantiateMemory(k, tenant+"-stock", stock.MemoryProps{Target: tenant, Start: 100 * (i + 1)}))
		}
		run.Made(InstantiateShop(k, "initech-shop", ShopProps{Target: "initech"}))
	}, ShopFactory, PrinterFactory, stock.MemoryFactory)
	defer run.Done(k)

	for _, tenant := range []string{"acme", "globex"} {
		r, err := NewShopClient(k).Target(tenant).Sell(run.Quiet, "apple")
		run.Show(tenant, r, err)
	}
	fmt.Println(k.Why("initech-shop"))
	_, err := new(Shop).Sell(run.Quiet, "apple")
	run.Show("plain", nil, err)
	n, err := stock.NewStockClient(k).Target("globex").Count(run.Quiet, stock.CountParams{Article: "pear"})
	run.Show("host", n, err)
	_, err = stock.NewStockClient(k).Target("globex").Count(run.Quiet, stock.CountParams{})
	run.Show("host", nil, err)
	_, err = sig.Require(k, stock.StockContract)
	run.Show("require a tenant's", nil, err)
}
