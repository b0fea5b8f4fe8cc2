package main

import (
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) { run.Made(InstantiateIndex(k, "i", IndexProps{Target: "acme"})) }, IndexFactory)
	defer run.Done(k)
	run.JSON(k, "i.find", `{"words":["go"]}`)
	run.JSON(k, "i.find", `{"words":[]}`)
	run.JSON(k, "i.clear", ``)
}
