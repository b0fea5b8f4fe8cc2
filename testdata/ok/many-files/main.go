package main

import (
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) {
		run.Made(InstantiateOne(k, "one", OneProps{Target: "acme"}))
		run.Made(InstantiateTwo(k, "two", TwoProps{Target: "acme"}))
		run.Made(InstantiateThree(k, "three", ThreeProps{Target: "acme"}))
	}, OneFactory, TwoFactory, ThreeFactory)
	defer run.Done(k)
	for _, name := range []string{"one.say", "two.say", "three.say"} {
		run.JSON(k, name, `{}`)
		run.JSON(k, name, `{"words":"hi"}`)
	}
}
