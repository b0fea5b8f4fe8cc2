// Package account is the component of the soak test: a ledger that has to balance.
package account

import (
	"context"
	"errors"
	"strconv"
	"sync/atomic"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb"
)

// Settings says where the ledger is.
//
//sig:config prefix=account
type Settings struct {
	URL sqldb.URL `json:"url" sig:"default=sqlite:{target}-a.db"`
}

// Account keeps one tenant's ledger.
//
//sig:component name=account scope=tenant
type Account struct {
	sig.Instance

	Settings sig.Settings[Settings] `sig:"requires"`
	Pool     sqldb.Pool             `sig:"requires"`
	Files    sig.Storage            `sig:"requires"`

	tickets atomic.Int64
}

// snapshot keeps the number of tickets while there is no body.
//
//sig:snapshot
func (a *Account) snapshot(ctx context.Context) error {
	return a.Files.Put(ctx, "tickets", strconv.AppendInt(nil, a.tickets.Load(), 10))
}

//sig:restore
func (a *Account) restore(ctx context.Context) error {
	data, err := a.Files.Get(ctx, "tickets")
	if errors.Is(err, sig.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	n, err := strconv.ParseInt(string(data), 10, 64)
	a.tickets.Store(n)
	return err
}

// TicketResult is a number that nobody else got.
type TicketResult struct {
	Number int64 `json:"number"`
}

// Ticket gives out the next number. It is in memory alone, so that it shows whether state
// is carried from one body to the next.
//
//sig:runnable
func (a *Account) Ticket(ctx context.Context) (TicketResult, error) {
	return TicketResult{a.tickets.Add(1)}, nil
}

//sig:computed
func (a *Account) computeURL() sqldb.URL { return a.Settings.Get().URL }

// follow moves to another database without holding calls up.
//
//sig:effect
func (a *Account) follow(ctx context.Context) error {
	return a.Pool.UsePrepared(ctx, a.URL(), func(tx sqldb.Tx) error {
		_, err := tx.Exec(ctx, `
			CREATE TABLE IF NOT EXISTS entries (id TEXT PRIMARY KEY, cents INTEGER NOT NULL) STRICT;
			CREATE TABLE IF NOT EXISTS balance (one INTEGER PRIMARY KEY CHECK (one = 1), cents INTEGER NOT NULL) STRICT;
			INSERT OR IGNORE INTO balance VALUES (1, 0);`)
		return err
	})
}

// DepositParams is one entry.
type DepositParams struct {
	ID    string `json:"id" sig:"min=1"`
	Cents int64  `json:"cents"`
}

// Deposit books an entry and the balance in one transaction.
//
//sig:runnable
func (a *Account) Deposit(ctx context.Context, p DepositParams) error {
	return a.Pool.InTx(ctx, func(tx sqldb.Tx) error {
		if _, err := tx.Exec(ctx, `INSERT INTO entries VALUES (?, ?)`, p.ID, p.Cents); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `UPDATE balance SET cents = cents + ?`, p.Cents)
		return err
	})
}

// LedgerResult is everything in the database in force.
type LedgerResult struct {
	Entries map[string]int64 `json:"entries"`
	Cents   int64            `json:"cents"`
}

// Ledger reads all of it.
//
//sig:runnable
func (a *Account) Ledger(ctx context.Context) (LedgerResult, error) {
	r := LedgerResult{Entries: map[string]int64{}}
	rows, err := a.Pool.Query(ctx, `SELECT id, cents, (SELECT cents FROM balance) FROM entries`)
	if err != nil {
		return r, err
	}
	defer rows.Close()
	for rows.Next() {
		var id string
		var cents int64
		if err := rows.Scan(&id, &cents, &r.Cents); err != nil {
			return r, err
		}
		r.Entries[id] = cents
	}
	return r, rows.Err()
}

// Note leaves a file behind.
//
//sig:runnable
func (a *Account) Note(ctx context.Context) error {
	return a.Files.Put(ctx, "note", []byte(a.Target()))
}

// Ping does nothing.
//
//sig:runnable
func (a *Account) Ping(ctx context.Context) error { return nil }

// Crash panics.
//
//sig:runnable
func (a *Account) Crash(ctx context.Context) error { panic("crash on purpose") }
