// Package scanmethod: Scan is called by the database
package scanmethod

import (
	"context"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb"
)

var scanned []any

type column struct{ v string }

func (c *column) Scan(src any) error {
	scanned = append(scanned, src) // want SIG701
	c.v = fmt.Sprint(src)
	return nil
}

// C is the component.
//
//sig:component name=scan-method scope=tenant
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
	var col column
	for rows.Next() {
		if err := rows.Scan(&col); err != nil {
			return R{}, err
		}
	}
	return R{V: col.v}, rows.Err()
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
