package main

import (
	"errors"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) {
		run.Made(InstantiateCounter(k, "counter", CounterProps{}))
		for _, tenant := range []string{"acme", "globex"} {
			run.Made(InstantiateLedger(k, tenant+"-ledger", LedgerProps{Target: tenant}))
			run.Made(InstantiatePage(k, tenant+"-page", PageProps{Target: tenant}))
		}
	}, CounterFactory, LedgerFactory, PageFactory)
	defer run.Done(k)

	for _, tenant := range []string{"acme", "acme", "globex"} {
		v, err := NewPageClient(k).Target(tenant).View(run.Quiet)
		run.Show(tenant, v, err)
	}
	_, err := NewCounterClient(k).Visit(run.Quiet)
	fmt.Println("the host has no tenant:", err != nil)
	_, err = NewCounterClient(k).Owner(run.Quiet)
	fmt.Println("and no ledger:", err != nil)
	_, err = InstantiateCounter(k, "counter2", CounterProps{})
	run.Must(err)
	_, err = k.Instantiate("shared-counter", "counter3", sig.Props{"target": "acme"})
	fmt.Println("a shared one with a target:", errors.Is(err, sig.ErrInvalid))
}
