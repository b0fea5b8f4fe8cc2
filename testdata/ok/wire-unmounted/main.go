package main

import (
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
	"github.com/sigen-dev/sigen/testdata/ok/wire-unmounted/queue"
	"github.com/sigen-dev/sigen/testdata/ok/wire-unmounted/shop"
)

func main() {
	k := sig.New()
	_, err := shop.Mount(k)
	run.Must(err)
	run.Must(k.Discover(queue.Provider))
	run.Made(shop.InstantiateShop(k, "acme-shop", shop.ShopProps{Target: "acme"}))
	run.Must(k.Boot(run.Quiet))
	defer run.Done(k)
	run.JSON(k, "acme-shop.describe", ``)
}
