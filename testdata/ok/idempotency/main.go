package main

import (
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/testdata/ok/internal/run"
)

func main() {
	k := run.Kernel(func(k *sig.Kernel) {
		for _, tenant := range []string{"acme", "globex"} {
			run.Made(InstantiateTill(k, tenant, TillProps{Target: tenant}))
		}
	}, TillFactory)
	defer run.Done(k)
	pay := func(what, tenant, key string, cents int) {
		ctx := run.Quiet
		if key != "" {
			ctx = sig.WithIdempotencyKey(ctx, key)
		}
		r, err := NewTillClient(k).Target(tenant).Pay(ctx, Payment{cents})
		run.Show(what, r, err)
	}
	pay("first", "acme", "order-1", 5)
	pay("again", "acme", "order-1", 5)
	pay("without a key", "acme", "", 5)
	pay("another key", "acme", "order-2", 5)
	pay("another tenant", "globex", "order-1", 5)
	pay("other params", "acme", "order-1", 6)
}
