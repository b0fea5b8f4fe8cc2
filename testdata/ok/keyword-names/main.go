package main

import (
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) { run.Made(InstantiateMap(k, "select", MapProps{Target: "acme", Return: 7})) }, MapFactory)
	defer run.Done(k)
	run.JSON(k, "select.func", `{"type":"chan","range":1,"string":"s","nil":null,"err":"e","context":{"codec":[{"append":1}]}}`)
	run.JSON(k, "select.func", `{"type":"chan","range":"x"}`)
	run.JSON(k, "select.go", ``)
	run.JSON(k, "select.import", `{}`)
	run.JSON(k, "select.len", `{"append":2}`)
	run.JSON(k, "select.defer", ``)
	run.Call(k, "map.go", sig.Params{"target": "acme"})
}
