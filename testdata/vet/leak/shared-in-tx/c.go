// Package sharedintx: a transaction of a shared component writes what a caller sent
package sharedintx

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb"
)

// C is shared.
//
//sig:component name=shared-in-tx scope=shared
type C struct {
	sig.Instance
	Pool sqldb.Pool `sig:"requires"`
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	return c.Pool.InTx(ctx, func(tx sqldb.Tx) error {
		_, err := tx.Exec(ctx, "INSERT INTO entries VALUES (?)", p.V) // want SIG709
		return err
	})
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}
