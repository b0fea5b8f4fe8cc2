// Package intxfunction: a function given to InTx
package intxfunction

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb"
)

var committed []string

// C is the component.
//
//sig:component name=in-tx-function scope=tenant
type C struct {
	sig.Instance
	Pool sqldb.Pool `sig:"requires"`
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	return c.Pool.InTx(ctx, func(tx sqldb.Tx) error {
		_, err := tx.Exec(ctx, "INSERT INTO t VALUES (?)", p.V)
		committed = append(committed, p.V) // want SIG701
		return err
	})
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
