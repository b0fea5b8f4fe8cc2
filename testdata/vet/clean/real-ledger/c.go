// Package realledger: a ledger on the tenant's database
package realledger

import (
	"context"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb"
)

// C is the component.
//
//sig:component name=real-ledger scope=tenant
type C struct {
	sig.Instance
	Pool sqldb.Pool `sig:"requires"`
}

type entry struct {
	id, cents int
	what      string
}

func (c *C) entries(ctx context.Context, account string) ([]entry, error) {
	rows, err := c.Pool.Query(ctx, "SELECT id, cents, what FROM entries WHERE account = ? ORDER BY id", account)
	if err != nil {
		return nil, fmt.Errorf("entries of %s: %w", account, err)
	}
	defer rows.Close()
	var all []entry
	for rows.Next() {
		var e entry
		if err := rows.Scan(&e.id, &e.cents, &e.what); err != nil {
			return nil, err
		}
		all = append(all, e)
	}
	return all, rows.Err()
}

//sig:runnable desc="one call"
func (c *C) Balance(ctx context.Context, p P) (R, error) {
	all, err := c.entries(ctx, p.K)
	if err != nil {
		return R{}, err
	}
	n := 0
	for _, e := range all {
		n += e.cents
	}
	return R{N: n}, nil
}

//sig:runnable desc="one call"
func (c *C) Post(ctx context.Context, p P) (R, error) {
	err := c.Pool.InTx(ctx, func(tx sqldb.Tx) error {
		_, err := tx.Exec(ctx, "INSERT INTO entries (account, cents, what) VALUES (?, ?, ?)", p.K, p.N, p.V)
		if err != nil {
			return fmt.Errorf("post: %w", err)
		}
		return nil
	})
	return R{}, err
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
