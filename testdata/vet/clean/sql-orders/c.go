// Package sqlorders: orders in a database with a transaction and rows as an iterator
package sqlorders

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strconv"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb"
)

type order struct {
	id    string
	total int64
	at    time.Time
}

var errMissing = errors.New("no such order")

func scanAll[T any](rows *sqldb.Rows, into func(*T) []any) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		defer rows.Close()
		for rows.Next() {
			var t T
			if err := rows.Scan(into(&t)...); err != nil {
				yield(t, err)
				return
			}
			if !yield(t, nil) {
				return
			}
		}
		if err := rows.Err(); err != nil {
			var zero T
			yield(zero, err)
		}
	}
}

// C is the component.
//
//sig:component name=sql-orders scope=tenant
type C struct {
	sig.Instance
	DB sqldb.Pool `sig:"requires"`
}

func (o *order) columns() []any { return []any{&o.id, &o.total, &o.at} }

//sig:runnable desc="one call"
func (c *C) Total(ctx context.Context, p P) (R, error) {
	rows, err := c.DB.Query(ctx, "SELECT id, total, at FROM orders WHERE customer = $1", p.K)
	if err != nil {
		return R{}, err
	}
	var sum int64
	n := 0
	for o, err := range scanAll(rows, (*order).columns) {
		if err != nil {
			return R{}, fmt.Errorf("order %d: %w", n, err)
		}
		sum += o.total
		n++
	}
	if n == 0 {
		return R{}, errMissing
	}
	return R{V: strconv.FormatInt(sum, 10), N: n}, nil
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
