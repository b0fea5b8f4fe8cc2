package main

import (
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) {
		run.Made(InstantiatenamesRunner(k, "r", namesRunnerProps{Target: "acme", Ctx: "c"}))
	}, namesRunnerFactory)
	defer run.Done(k)

	run.JSON(k, "r.do", `{"seen":{"1":{"D":{"V":"a"}}},"abi":["x"],"pt":{"D":{"V":"b"}},"v":{"d":"e"},"a":{"size":1},"b":{"rate":2},"m":{"k":[{"V":"f"}]},"f":{"2":[]}}`)
	run.JSON(k, "r.do", `{"seen":{},"abi":[],"pt":null,"v":{"d":"e"},"a":{"size":0},"b":{"rate":2},"m":{},"f":{}}`)
	run.JSON(k, "r.do-2", ``)
	run.JSON(k, "r.gone", `{"V":"z"}`)
	run.JSON(k, "r.url", ``)
}
