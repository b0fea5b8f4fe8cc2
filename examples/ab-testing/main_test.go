package main

import (
	"context"
	"errors"
	"strconv"
	"testing"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/sigtest"

	"github.com/sigen-dev/sigen/examples/ab-testing/checkout"
)

func TestRun(t *testing.T) {
	if err := run(context.Background()); err != nil {
		t.Fatal(err)
	}
}

// Growing the share moves visitors one way only, and one tenant's share is no
// other's business.
func TestRolloutIsMonotonicAndPerTenant(t *testing.T) {
	ctx := context.Background()
	k := sigtest.Kernel(t, checkout.CheckoutFactory)
	for _, tenant := range []string{"acme", "globex"} {
		if _, err := checkout.InstantiateCheckout(k, tenant, checkout.CheckoutProps{Target: tenant}); err != nil {
			t.Fatal(err)
		}
	}
	host := checkout.NewCheckoutClient(k)
	admin, err := sig.Require(k, sig.ConfigAdminContract)
	if err != nil {
		t.Fatal(err)
	}
	had := map[int]bool{}
	for _, percent := range []int{0, 20, 60, 100} {
		if err := admin.Set("tenants.acme.checkout.percent", strconv.Itoa(percent)); err != nil {
			t.Fatal(err)
		}
		n := 0
		for v := range 1000 {
			a, err := host.Target("acme").Assign(ctx, checkout.Visitor{ID: strconv.Itoa(v)})
			if err != nil {
				t.Fatal(err)
			}
			isNew := a.Variant == checkout.New
			if had[v] && !isNew {
				t.Fatalf("visitor %d lost the new checkout at %d %%", v, percent)
			}
			if had[v] = isNew; isNew {
				n++
			}
		}
		if n < percent*10-60 || n > percent*10+60 {
			t.Errorf("%d of 1000 visitors at %d %%", n, percent)
		}
	}
	if a, err := host.Target("globex").Assign(ctx, checkout.Visitor{ID: "1"}); err != nil || a.Variant != checkout.Old {
		t.Errorf("globex: %v, %v", a, err)
	}
	if err := admin.Set("tenants.acme.checkout.percent", "101"); !errors.Is(err, sig.ErrInvalid) {
		t.Errorf("a share of 101: %v", err)
	}
	r, err := host.Target("acme").Report(ctx)
	if err != nil || r.Tally.Old+r.Tally.New != 4000 || r.Share != r.Tally.New*100/4000 {
		t.Errorf("report %+v, %v", r, err)
	}
}
