// Package realledgersql: double-entry bookings in the tenant's database.
//
// Verdict: proved.
package realledgersql

import (
	"context"
	"errors"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb"
)

// Entry is one side of a booking.
type Entry struct {
	Account string `json:"account" sig:"min=1"`
	Cents   int64  `json:"cents"`
}

// Booking moves money between accounts; its entries sum up to zero.
type Booking struct {
	Text    string  `json:"text"`
	Entries []Entry `json:"entries" sig:"min=2"`
}

// Balance is an account's balance.
type Balance struct {
	Account string `json:"account"`
	Cents   int64  `json:"cents"`
}

// Balances are all of them.
type Balances struct {
	List []Balance `json:"list"`
}

type unbalanced int64

func (u unbalanced) Error() string        { return fmt.Sprintf("entries sum up to %d, expected 0", int64(u)) }
func (u unbalanced) Is(target error) bool { return target == sig.ErrInvalid }

const schema = `CREATE TABLE IF NOT EXISTS entry (
	id INTEGER PRIMARY KEY, booking INTEGER NOT NULL, account TEXT NOT NULL, cents INTEGER NOT NULL)`

// Ledger keeps bookings.
//
//sig:component name=real-ledger-sql scope=tenant
type Ledger struct {
	sig.Instance

	Pool sqldb.Pool `sig:"requires"`
}

//sig:activate
func (l *Ledger) activate(ctx context.Context) error {
	_, err := l.Pool.Exec(ctx, schema)
	return err
}

func check(b Booking) error {
	var sum int64
	for _, e := range b.Entries {
		sum += e.Cents
	}
	if sum != 0 {
		return unbalanced(sum)
	}
	return nil
}

func one[T any](ctx context.Context, tx sqldb.Tx, q string, args ...any) (v T, err error) {
	rows, err := tx.Query(ctx, q, args...)
	if err != nil {
		return v, err
	}
	defer rows.Close()
	if rows.Next() {
		err = rows.Scan(&v)
	}
	return v, errors.Join(err, rows.Err())
}

// Book books.
//
//sig:runnable desc="Book"
func (l *Ledger) Book(ctx context.Context, b Booking) error {
	if err := check(b); err != nil {
		return err
	}
	return l.Pool.InTx(ctx, func(tx sqldb.Tx) error {
		id, err := one[int64](ctx, tx, "SELECT coalesce(max(booking), 0) + 1 FROM entry")
		if err != nil {
			return err
		}
		for _, e := range b.Entries {
			if _, err := tx.Exec(ctx, "INSERT INTO entry (booking, account, cents) VALUES (?, ?, ?)", id, e.Account, e.Cents); err != nil {
				return fmt.Errorf("%s: %w", e.Account, err)
			}
		}
		return nil
	})
}

// Balances lists balances.
//
//sig:runnable desc="List balances"
func (l *Ledger) Balances(ctx context.Context) (out Balances, err error) {
	rows, err := l.Pool.Query(ctx, "SELECT account, sum(cents) FROM entry GROUP BY account ORDER BY account")
	if err != nil {
		return out, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var b Balance
		if err := rows.Scan(&b.Account, &b.Cents); err != nil {
			return out, err
		}
		out.List = append(out.List, b)
	}
	return out, rows.Err()
}
