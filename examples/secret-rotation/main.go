// Command secret-rotation replaces one tenant's API key in an encrypted file
// while the tenant makes charges: what was opened with the old key is opened again,
// for this tenant alone, and no call fails.
package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"filippo.io/age"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/credentials"

	"github.com/sigen-dev/sigen/examples/secret-rotation/billing"
)

func main() {
	if err := run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, "secret-rotation:", err)
		os.Exit(1)
	}
}

// A vault is the encrypted file that an operator keeps.
type vault struct {
	file, identity string
	key            *age.X25519Identity
}

func newVault(dir string) (*vault, error) {
	key, err := age.GenerateX25519Identity()
	if err != nil {
		return nil, err
	}
	v := &vault{file: filepath.Join(dir, "credentials.age"), identity: filepath.Join(dir, "identity.txt"), key: key}
	return v, os.WriteFile(v.identity, []byte(key.String()+"\n"), 0o600)
}

// write replaces the file at once, so that no reader sees half of it.
func (v *vault) write(acme, globex string) error {
	next := v.file + ".next"
	f, err := os.OpenFile(next, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	err = credentials.Encrypt(f, []age.Recipient{v.key.Recipient()}, map[string]string{
		"tenants.acme.instances.acme-billing.api-key":     acme,
		"tenants.globex.instances.globex-billing.api-key": globex,
	})
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return err
	}
	return os.Rename(next, v.file)
}

func run(ctx context.Context) error {
	dir, err := os.MkdirTemp("", "secret-rotation")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	v, err := newVault(dir)
	if err != nil {
		return err
	}
	if err := v.write("acme-key-1", "globex-key-1"); err != nil {
		return err
	}
	k := sig.New()
	if err := k.Discover(credentials.ProviderFactory, billing.BillingFactory); err != nil {
		return err
	}
	if _, err := credentials.InstantiateProvider(k, "vault", credentials.ProviderProps{File: v.file, IdentityFile: v.identity}); err != nil {
		return err
	}
	for _, tenant := range []string{"acme", "globex"} {
		if _, err := billing.InstantiateBilling(k, tenant+"-billing", billing.BillingProps{Target: tenant}); err != nil {
			return err
		}
	}
	if err := k.Boot(ctx); err != nil {
		return err
	}
	defer k.Shutdown(ctx)

	host := billing.NewBillingClient(k)
	acme, globex := host.Target("acme"), host.Target("globex")
	before, err := acme.Charge(ctx)
	if err != nil {
		return err
	}
	fmt.Printf("acme charges with key %s\n", before.Fingerprint)

	if err := v.write("acme-key-2", "globex-key-1"); err != nil {
		return err
	}
	charges := 0
	after, err := until(ctx, acme, func(r billing.Receipt) bool { charges++; return r.Fingerprint != before.Fingerprint })
	if err != nil {
		return err
	}
	fmt.Printf("acme charges with key %s after the rotation; none of its calls failed\n", after.Fingerprint)
	other, err := globex.Charge(ctx)
	if err != nil {
		return err
	}
	fmt.Printf("acme opened %d connections, globex %d\n", after.Rotations, other.Rotations)
	if charges == 0 || after.Rotations != 2 || other.Rotations != 1 {
		return fmt.Errorf("want 2 connections of acme and 1 of globex")
	}
	return nil
}

// until charges until the receipt is as wanted.
func until(ctx context.Context, c billing.BillingClient, wanted func(billing.Receipt) bool) (billing.Receipt, error) {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for {
		r, err := c.Charge(ctx)
		if err != nil || wanted(r) {
			return r, err
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return r, ctx.Err()
		}
	}
}
