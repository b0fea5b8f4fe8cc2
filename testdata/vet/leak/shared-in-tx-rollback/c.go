// Package sharedintxrollback: what a caller sent decides whether a transaction of a shared component commits
package sharedintxrollback

import (
	"context"
	"errors"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb"
)

// C is shared.
//
//sig:component name=shared-in-tx-rollback scope=shared
type C struct {
	sig.Instance
	Pool sqldb.Pool `sig:"requires"`
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	return c.Pool.InTx(ctx, func(tx sqldb.Tx) error { // want SIG709
		if _, err := tx.Exec(ctx, "UPDATE counts SET n = n + 1"); err != nil {
			return err
		}
		if p.V == "" {
			return errors.New("nothing to count")
		}
		return nil
	})
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}
