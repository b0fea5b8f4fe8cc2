// Package sqlscannerwrites: a Scan method that interns.
//
// Verdict: leak.
// Why: The database row scan calls it, and the intern table is the package's.
package sqlscannerwrites

import (
	"context"
	"fmt"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb"
)

type code string

var codes = map[string]code{}

func (c *code) Scan(v any) error {
	s, ok := v.(string)
	if !ok {
		return fmt.Errorf("code: %T", v)
	}
	if known, ok := codes[strings.ToLower(s)]; ok {
		*c = known
		return nil
	}
	*c = code(s)
	codes[strings.ToLower(s)] = *c // want leak
	return nil
}

// C is the component.
//
//sig:component name=sql-scanner-writes scope=tenant
type C struct {
	sig.Instance

	Pool sqldb.Pool `sig:"requires"`
}

//sig:runnable desc="one call"
func (c *C) Code(ctx context.Context, p P) (R, error) {
	rows, err := c.Pool.Query(ctx, "SELECT code FROM goods WHERE id = ?", p.N)
	if err != nil {
		return R{}, err
	}
	defer rows.Close()
	var got code
	if rows.Next() {
		if err := rows.Scan(&got); err != nil {
			return R{}, err
		}
	}
	return R{V: string(got)}, rows.Err()
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
