package main

import (
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) {
		run.Made(InstantiateTap(k, "a", TapProps{Target: "acme", Kind: "cold"}))
		run.Made(InstantiateTap(k, "elsewhere", TapProps{Target: "globex"}))
		run.Made(InstantiatePool(k, "pool", PoolProps{Target: "acme"}))
	}, TapFactory, PoolFactory)
	defer run.Done(k)
	pool := NewPoolClient(k).Target("acme")
	fill := func() {
		full, err := pool.Fill(run.Quiet)
		run.Show("held client", full, err)
	}
	fill()
	_, err := k.Add(run.Quiet, "follows-tap", "b", sig.Props{"target": "acme", "kind": "hot"})
	run.Must(err)
	fill()
	run.Must(k.Remove(run.Quiet, "a"))
	fill()
}
