package main

import (
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) {
		run.Made(InstantiateTop(k, "top", TopProps{Target: "acme"}))
		run.Made(InstantiateBase(k, "base", BaseProps{Target: "acme"}))
	}, TopFactory, BaseFactory)
	_, err := InstantiateBase(k, "bad", BaseProps{Target: "globex", Fail: true})
	run.Show("bad", nil, err)
	fmt.Println(k.Status().Instances[0].State)
	run.Must(k.Remove(run.Quiet, "base"))
	fmt.Println(k.Why("top"))
	run.Made(InstantiateBase(k, "base", BaseProps{Target: "acme"}))
	run.Done(k)
}
