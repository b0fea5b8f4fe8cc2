package main

import (
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) { run.Made(InstantiateShop(k, "s", ShopProps{Target: "acme"})) }, ShopFactory)
	defer run.Done(k)
	run.JSON(k, "s.order", `{}`)
	run.JSON(k, "s.order", `{"plan":"enterprise","level":7,"day":6}`)
	run.JSON(k, "s.order", `{"strict":"enterprise"}`)
	run.JSON(k, "s.order", `{"int":123456789012345678901234567890,"float":"1.5","rat":"1/3"}`)
	run.JSON(k, "s.order", `{"int":1.5}`)
}
