package main

import (
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) { run.Made(InstantiateShop(k, "s", ShopProps{Target: "acme"})) }, ShopFactory)
	defer run.Done(k)
	for _, in := range []string{
		`{"size":2}`, `{"size":3,"color":"blue","extra":"blue","shirts":[{"size":99,"color":"mauve"}],"by":{"mauve":7}}`,
		`{"size":4}`, `{"size":1,"color":"mauve"}`, `{"size":1,"extra":"red"}`, `{"size":1,"color":"Red"}`,
	} {
		run.JSON(k, "s.order", in)
	}
	_, err := NewShopClient(k).Target("acme").Order(run.Quiet, Order{Size: Large, Color: "mauve"})
	run.Show("typed", nil, err)
	o, err := NewShopClient(k).Target("acme").Order(run.Quiet, Order{Size: Medium, Color: Blue})
	run.Show("typed", o, err)
}
