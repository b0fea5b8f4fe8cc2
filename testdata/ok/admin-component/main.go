package main

import (
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	audit := func(e sig.AuditEvent) {
		fmt.Printf("audit: %s calls %s of %s: %s\n", e.Caller.Instance(), e.Runnable, e.Target, e.Why)
	}
	k := run.With([]sig.Option{sig.WithAudit(audit)}, func(k *sig.Kernel) {
		run.Made(InstantiateMemory(k, "acme-store", MemoryProps{Target: "acme", Rows: 3}))
		run.Made(InstantiateMemory(k, "globex-store", MemoryProps{Target: "globex", Rows: 4}))
		run.Made(InstantiateTotal(k, "total", TotalProps{}))
	}, MemoryFactory, TotalFactory)
	defer run.Done(k)

	total := NewTotalClient(k)
	n, err := total.Sum(run.Quiet, SumParams{Why: "the yearly report", Targets: []string{"acme", "globex"}})
	run.Show("sum", n, err)
	n, err = total.Sum(run.Quiet, SumParams{Targets: []string{"acme"}})
	run.Show("without reason", n, err)
	n, err = total.Sum(run.Quiet, SumParams{Why: "curiosity", Targets: []string{"nobody"}})
	run.Show("an absent tenant", n, err)
	admin, err := sig.Require(k, sig.ConfigAdminContract)
	run.Must(err)
	fmt.Println(admin.Get("defaults.last.sum"))
	_, err = StoreAdminClient{}.Target("acme").Count(run.Quiet)
	run.Show("not minted", nil, err)
}
