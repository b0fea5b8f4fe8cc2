package main

import (
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) { run.Made(InstantiateSheet(k, "s", SheetProps{Target: "acme"})) }, SheetFactory)
	defer run.Done(k)

	run.JSON(k, "s.sum", `{"f0":100,"f63":1000,"f64":10000,"f69":100000}`)
	run.JSON(k, "s.sum", `{"f0":100,"f63":1000,"f64":10000}`)
	run.JSON(k, "s.sum", `{"f0":100,"f64":10000,"f69":100000}`)
	run.JSON(k, "s.sum", `{"f0":1,"f63":1,"f64":1,"f69":1,"f65":0,"f65":0}`)
	run.JSON(k, "s.sum", `{"f0":1,"f63":1,"f64":1,"f69":1,"f70":0}`)
}
