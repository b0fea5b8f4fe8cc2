// Package sqlscannerpure: a type that scans and values itself.
//
// Verdict: proved.
package sqlscannerpure

import (
	"context"
	"database/sql/driver"
	"fmt"
	"strconv"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb"
)

type money struct{ cents int64 }

func (m *money) Scan(v any) error {
	switch x := v.(type) {
	case int64:
		m.cents = x
	case string:
		f, err := strconv.ParseFloat(x, 64)
		if err != nil {
			return err
		}
		m.cents = int64(f * 100)
	default:
		return fmt.Errorf("money: %T", v)
	}
	return nil
}

func (m money) Value() (driver.Value, error) { return m.cents, nil }

// C is the component.
//
//sig:component name=sql-scanner-pure scope=tenant
type C struct {
	sig.Instance

	Pool sqldb.Pool `sig:"requires"`
}

//sig:runnable desc="one call"
func (c *C) Total(ctx context.Context, p P) (R, error) {
	rows, err := c.Pool.Query(ctx, "SELECT amount FROM payments WHERE customer = ? AND amount > ?", p.K, money{int64(p.N)})
	if err != nil {
		return R{}, err
	}
	defer rows.Close()
	var sum money
	for rows.Next() {
		var m money
		if err := rows.Scan(&m); err != nil {
			return R{}, err
		}
		sum.cents += m.cents
	}
	return R{N: int(sum.cents)}, rows.Err()
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
