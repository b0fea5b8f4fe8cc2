// Package sharedselect: a shared component's database, read by key
package sharedselect

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb"
)

// C is the component.
//
//sig:component name=shared-select scope=shared
type C struct {
	sig.Instance
	Pool sqldb.Pool `sig:"requires"`
}

//sig:runnable desc="one call"
func (c *C) Rate(ctx context.Context, p P) (R, error) {
	rows, err := c.Pool.Query(ctx, "SELECT rate FROM rates WHERE currency = ?", p.K)
	if err != nil {
		return R{}, err
	}
	defer rows.Close()
	var r R
	for rows.Next() {
		if err := rows.Scan(&r.N); err != nil {
			return R{}, err
		}
	}
	return r, rows.Err()
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
