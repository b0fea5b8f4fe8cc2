// Command circuit-breaker shows one tenant's breaker open, cool down and close
// again, while another tenant pays on.
package main

import (
	"context"
	"fmt"
	"os"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/config"

	"github.com/sigen-dev/sigen/examples/circuit-breaker/payments"
)

func main() {
	if err := run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, "circuit-breaker:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	k := sig.New()
	if err := k.Discover(config.ProviderFactory, payments.ShakyBankFactory, payments.PaymentsFactory); err != nil {
		return err
	}
	if _, err := payments.InstantiateShakyBank(k, "bank", payments.ShakyBankProps{}); err != nil {
		return err
	}
	for _, tenant := range []string{"acme", "globex"} {
		if _, err := payments.InstantiatePayments(k, tenant+"-payments", payments.PaymentsProps{Target: tenant}); err != nil {
			return err
		}
	}
	if err := k.Boot(ctx); err != nil {
		return err
	}
	defer k.Shutdown(ctx)
	admin, err := sig.Require(k, sig.ConfigAdminContract)
	if err != nil {
		return err
	}
	if err := admin.Set("tenants.acme.payments.cooldown", "50ms"); err != nil {
		return err
	}
	host := payments.NewPaymentsClient(k)
	acme, globex := host.Target("acme"), host.Target("globex")
	pay := func(who string, c payments.PaymentsClient, cents int) error {
		err := c.Pay(ctx, payments.Payment{Cents: cents})
		if serr := k.Settled(ctx); serr != nil {
			return serr
		}
		h, herr := c.Health(ctx)
		if herr != nil {
			return herr
		}
		outcome := "paid"
		if err != nil {
			outcome = err.Error()
		}
		fmt.Printf("%-6s  %3d cents  %-38s  breaker %s\n", who, cents, outcome, h.State)
		return nil
	}
	for _, cents := range []int{100, 666, 100, 100, 100} {
		if err := pay("acme", acme, cents); err != nil {
			return err
		}
		if err := pay("globex", globex, cents%600); err != nil {
			return err
		}
	}
	if err := await(ctx, acme, payments.HalfOpen); err != nil {
		return err
	}
	fmt.Println("acme's breaker has cooled down")
	for range 2 { // the first try meets the end of the outage, and opens it again
		if err := pay("acme", acme, 100); err != nil {
			return err
		}
		if err := await(ctx, acme, payments.HalfOpen, payments.Closed); err != nil {
			return err
		}
	}
	return nil
}

// await returns when the breaker is in one of the states.
func await(ctx context.Context, c payments.PaymentsClient, states ...string) error {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for {
		h, err := c.Health(ctx)
		if err != nil {
			return err
		}
		for _, s := range states {
			if h.State == s {
				return nil
			}
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return fmt.Errorf("the breaker stayed %s: %w", h.State, ctx.Err())
		}
	}
}
