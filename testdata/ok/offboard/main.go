package main

import (
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/storage"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func note(text string) { fmt.Println(text) }

func main() {
	k := run.Kernel(func(k *sig.Kernel) {
		for _, tenant := range []string{"acme", "globex"} {
			run.Made(InstantiateSafe(k, tenant, SafeProps{Target: tenant}))
		}
	}, storage.ProviderFactory, SafeFactory)
	defer run.Done(k)
	run.JSON(k, "acme.put", `"mine"`)
	run.JSON(k, "globex.put", `"theirs"`)
	held := NewSafeClient(k).Target("acme")
	_, err := k.Offboard(run.Quiet, "acme")
	run.Show("offboarded", err == nil, err)
	_, err = held.Get(run.Quiet)
	run.Show("held client", nil, err)
	run.JSON(k, "globex.get", ``)
	_, err = k.Add(run.Quiet, "offboard-safe", "acme", sig.Props{"target": "acme"})
	run.Must(err)
	run.JSON(k, "acme.get", ``)
	left, err := k.Offboarding()
	run.Show("left over", left, err)
}
