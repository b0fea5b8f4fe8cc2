package main

import (
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) { run.Made(InstantiateStore(k, "s", StoreProps{Target: "acme"})) }, StoreFactory)
	defer run.Done(k)
	run.JSON(k, "s.items", `{"items":[{"sku":"a"},{"sku":"b","qty":2}],"next":"c"}`)
	run.JSON(k, "s.items", `{"items":[{"sku":"a","qty":0}]}`)
	run.JSON(k, "s.numbers", `{"items":[1,2]}`)
	run.JSON(k, "s.numbers", `{"items":["1"]}`)
}
