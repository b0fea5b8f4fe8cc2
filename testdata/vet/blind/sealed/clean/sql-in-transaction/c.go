// Package sqlintransaction: rows are read and written in one transaction.
//
// Verdict: proved.
package sqlintransaction

import (
	"context"
	"errors"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb"
)

type account struct {
	id      int64
	balance int64
}

// C is the component.
//
//sig:component name=sql-in-transaction scope=tenant
type C struct {
	sig.Instance

	Pool sqldb.Pool `sig:"requires"`
}

func load(ctx context.Context, tx sqldb.Tx, id int64) (a account, err error) {
	rows, err := tx.Query(ctx, "SELECT id, balance FROM accounts WHERE id = ?", id)
	if err != nil {
		return a, err
	}
	defer rows.Close()
	if !rows.Next() {
		return a, errors.Join(rows.Err(), sig.ErrNotFound)
	}
	return a, rows.Scan(&a.id, &a.balance)
}

//sig:runnable desc="one call"
func (c *C) Withdraw(ctx context.Context, p P) (R, error) {
	var left int64
	err := c.Pool.InTx(ctx, func(tx sqldb.Tx) error {
		a, err := load(ctx, tx, int64(p.N))
		if err != nil {
			return err
		}
		left = a.balance - 1
		_, err = tx.Exec(ctx, "UPDATE accounts SET balance = ? WHERE id = ?", left, a.id)
		return err
	})
	return R{N: int(left)}, err
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
