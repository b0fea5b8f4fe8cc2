// Package sharedintxreads: a shared component's transaction that only reads, and one that it begins by itself
package sharedintxreads

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb"
)

// C is shared.
//
//sig:component name=shared-in-tx-reads scope=shared
type C struct {
	sig.Instance
	Pool sqldb.Pool `sig:"requires"`
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	return c.Pool.InTx(ctx, func(tx sqldb.Tx) error {
		_, err := tx.Exec(ctx, "CREATE TABLE IF NOT EXISTS rates (k TEXT, v TEXT)")
		return err
	})
}

//sig:runnable desc="one call"
func (c *C) Get(ctx context.Context, p P) (R, error) {
	var v string
	err := c.Pool.InTx(ctx, func(tx sqldb.Tx) error {
		rows, err := tx.Query(ctx, "SELECT v FROM rates WHERE k = ?", p.V)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			if err := rows.Scan(&v); err != nil {
				return err
			}
		}
		return rows.Err()
	})
	return R{V: v}, err
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
