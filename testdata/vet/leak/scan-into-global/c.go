// Package scanintoglobal: a row lands in a package variable
package scanintoglobal

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb"
)

var current string

// C is the component.
//
//sig:component name=scan-into-global scope=tenant
type C struct {
	sig.Instance
	Pool sqldb.Pool `sig:"requires"`
}

//sig:runnable desc="one call"
func (c *C) Get(ctx context.Context, p P) (R, error) {
	rows, err := c.Pool.Query(ctx, "SELECT v FROM t")
	if err != nil {
		return R{}, err
	}
	defer rows.Close()
	for rows.Next() {
		if err := rows.Scan(&current); err != nil { // want SIG701
			return R{}, err
		}
	}
	return R{V: current}, rows.Err()
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
