// Package txclosurewrites: the function given to InTx writes package state.
//
// Verdict: leak.
// Why: The row count of one tenant's transaction is what the next one reads.
package txclosurewrites

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb"
)

var rowsMoved int64

// C is the component.
//
//sig:component name=tx-closure-writes scope=tenant
type C struct {
	sig.Instance

	Pool sqldb.Pool `sig:"requires"`
}

//sig:runnable desc="one call"
func (c *C) Archive(ctx context.Context, p P) (R, error) {
	err := c.Pool.InTx(ctx, func(tx sqldb.Tx) error {
		n, err := tx.Exec(ctx, "DELETE FROM orders WHERE year < ?", p.N)
		rowsMoved += n // want leak
		return err
	})
	return R{N: int(rowsMoved)}, err
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
}
