// Command ab-testing rolls a new checkout out for one tenant, step by step, by
// changing one setting, while another tenant notices nothing.
package main

import (
	"context"
	"fmt"
	"os"
	"strconv"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/config"

	"github.com/sigen-dev/sigen/examples/ab-testing/checkout"
)

const visitors = 1000

func main() {
	if err := run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, "ab-testing:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	k := sig.New()
	if err := k.Discover(config.ProviderFactory, checkout.CheckoutFactory); err != nil {
		return err
	}
	for _, tenant := range []string{"acme", "globex"} {
		if _, err := checkout.InstantiateCheckout(k, tenant+"-checkout", checkout.CheckoutProps{Target: tenant}); err != nil {
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
	host := checkout.NewCheckoutClient(k)
	for _, percent := range []int{0, 10, 50, 100} {
		if err := admin.Set("tenants.acme.checkout.percent", strconv.Itoa(percent)); err != nil {
			return err
		}
		fmt.Printf("acme at %3d %%:", percent)
		for _, tenant := range []string{"acme", "globex"} {
			n := 0
			for v := range visitors {
				a, err := host.Target(tenant).Assign(ctx, checkout.Visitor{ID: strconv.Itoa(v)})
				if err != nil {
					return err
				}
				if a.Variant == checkout.New {
					n++
				}
			}
			fmt.Printf("  %s shows the new checkout to %4d of %d", tenant, n, visitors)
		}
		fmt.Println()
	}
	// A share that makes no sense is refused, and the one in force stays.
	fmt.Println(admin.Set("tenants.acme.checkout.percent", "101"))
	return nil
}
