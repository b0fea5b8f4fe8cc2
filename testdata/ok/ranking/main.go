package main

import (
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) {
		run.Made(InstantiateMemory(k, "memory1", MemoryProps{Target: "acme"}))
		run.Made(InstantiateMemory(k, "memory2", MemoryProps{Target: "acme"}))
		run.Made(InstantiateCommon(k, "common", CommonProps{}))
		run.Made(InstantiateUser(k, "user", UserProps{Target: "acme"}))
	}, MemoryFactory, FastFactory, CommonFactory, UserFactory)
	defer run.Done(k)
	ask := func() { run.JSON(k, "user.ask", ``) }
	ask()
	_, err := k.Add(run.Quiet, "ranking-fast", "fast", sig.Props{"target": "acme"})
	run.Must(err)
	ask()
	for _, name := range []string{"fast", "memory1", "memory2", "common"} {
		run.Must(k.Remove(run.Quiet, name))
		ask()
	}
}
