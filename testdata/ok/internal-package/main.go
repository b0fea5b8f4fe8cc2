package main

import (
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal-package/internal/stock"
	"github.com/sigen-dev/sigen/testdata/ok/internal-package/shop"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) {
		run.Made(stock.InstantiateStock(k, "stock", stock.StockProps{Target: "acme"}))
		run.Made(shop.InstantiateShop(k, "shop", shop.ShopProps{Target: "acme"}))
	}, stock.StockFactory, shop.ShopFactory)
	defer run.Done(k)
	run.JSON(k, "shop.ask", `{"sku":"a"}`)
	run.JSON(k, "shop.ask", `{"sku":""}`)
	run.JSON(k, "stock.level", `"b"`)
}
