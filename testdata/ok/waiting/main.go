package main

import (
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) {
		run.Made(InstantiateTop(k, "top", TopProps{Target: "acme"}))
		run.Made(InstantiateMiddle(k, "middle", MiddleProps{Target: "acme"}))
		run.Made(InstantiateBottom(k, "elsewhere", BottomProps{Target: "globex"}))
	}, TopFactory, MiddleFactory, BottomFactory)
	defer run.Done(k)
	show := func() {
		fmt.Printf("top: %q, middle: %q\n", k.Why("top"), k.Why("middle"))
		run.JSON(k, "top.say", ``)
	}
	show()
	_, err := k.Add(run.Quiet, "waiting-bottom", "bottom", sig.Props{"target": "acme"})
	run.Must(err)
	show()
	run.Must(k.Remove(run.Quiet, "bottom"))
	show()
}
