package main

import (
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/config"
	"github.com/sigen-dev/sigen/runtime/provider/credentials"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
	"github.com/sigen-dev/sigen/testdata/ok/wire-mount/cache"
	"github.com/sigen-dev/sigen/testdata/ok/wire-mount/shop"
)

func mount(k *sig.Kernel) (shop.Mounted, error) {
	cached, err := cache.Mount(k)
	if err != nil {
		return shop.Mounted{}, err
	}
	configured, err := config.Mount(k)
	if err != nil {
		return shop.Mounted{}, err
	}
	known, err := credentials.Mount(k)
	if err != nil {
		return shop.Mounted{}, err
	}
	return shop.Mount(k, configured, known, cached)
}

func main() {
	k := sig.New()
	_, err := mount(k)
	run.Must(err)
	run.Made(shop.InstantiateShop(k, "acme-shop", shop.ShopProps{Target: "acme"}))
	run.Must(k.Boot(run.Quiet))
	defer run.Done(k)
	run.JSON(k, "acme-shop.describe", ``)
}
