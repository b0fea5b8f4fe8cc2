package main

import (
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) {
		run.Made(InstantiateIndex(k, "index", IndexProps{}))
		run.Made(InstantiateAsker(k, "a", AskerProps{Target: "acme"}))
	}, IndexFactory, AskerFactory)
	defer run.Done(k)

	run.JSON(k, "a.ask", ``)
	run.JSON(k, "index.search", `{"words":["q"]}`)
	run.Call(k, "index.search", sig.Params{"words": []string{"q"}})
	for h, err := range NewIndexClient(k).Search(run.Quiet, Find{}) {
		run.Show("no words", h, err)
	}
}
