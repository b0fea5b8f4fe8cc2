package main

import (
	"context"
	"errors"
	"slices"
	"testing"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/sigtest"

	"github.com/sigen-dev/sigen/examples/circuit-breaker/payments"
)

func TestRun(t *testing.T) {
	if err := run(context.Background()); err != nil {
		t.Fatal(err)
	}
}

func TestBreakerOpensForOneTenantOnly(t *testing.T) {
	ctx := context.Background()
	k := sigtest.Kernel(t, payments.ShakyBankFactory, payments.PaymentsFactory)
	if _, err := payments.InstantiateShakyBank(k, "bank", payments.ShakyBankProps{}); err != nil {
		t.Fatal(err)
	}
	for _, tenant := range []string{"acme", "globex"} {
		if _, err := payments.InstantiatePayments(k, tenant, payments.PaymentsProps{Target: tenant}); err != nil {
			t.Fatal(err)
		}
	}
	host := payments.NewPaymentsClient(k)
	acme, globex := host.Target("acme"), host.Target("globex")
	for n, cents := range []int{666, 100, 100} { // the outage, and three failures in a row
		if err := acme.Pay(ctx, payments.Payment{Cents: cents}); err == nil || errors.Is(err, payments.ErrOpen) {
			t.Fatalf("payment %d: %v, want the bank's own error", n, err)
		}
	}
	if err := acme.Pay(ctx, payments.Payment{Cents: 100}); !errors.Is(err, payments.ErrOpen) {
		t.Errorf("the fourth payment: %v, want %v", err, payments.ErrOpen)
	}
	if err := globex.Pay(ctx, payments.Payment{Cents: 100}); err != nil {
		t.Errorf("globex pays on: %v", err)
	}
	admin, err := sig.Require(k, sig.ConfigAdminContract)
	if err != nil {
		t.Fatal(err)
	}
	if err := admin.Set("tenants.acme.payments.threshold", "0"); !errors.Is(err, sig.ErrInvalid) {
		t.Errorf("a threshold of 0: %v", err)
	}
	if err := k.Settled(ctx); err != nil {
		t.Fatal(err)
	}
	h, err := acme.Health(ctx)
	if err != nil || h.State != payments.Open || !slices.Equal(h.History, []string{payments.Closed, payments.Open}) {
		t.Errorf("health %+v, %v", h, err)
	}
}
