// Package realpgerrors: errors of PostgreSQL are told apart by code.
//
// Verdict: proved.
package realpgerrors

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb"
)

// The codes of errors that callers can do something about.
const (
	uniqueViolation     = "23505"
	foreignKeyViolation = "23503"
	serialization       = "40001"
)

var (
	errTaken    = errors.New("the name is taken")
	errNoParent = errors.New("the parent does not exist")
)

// meaning maps codes to errors.
var meaning = map[string]error{
	uniqueViolation:     errTaken,
	foreignKeyViolation: errNoParent,
}

func explain(err error) error {
	var pg *pgconn.PgError
	if !errors.As(err, &pg) {
		return err
	}
	if m, ok := meaning[pg.Code]; ok {
		return fmt.Errorf("%w (%s)", m, pg.ConstraintName)
	}
	return err
}

func retryable(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && pg.Code == serialization
}

// Node is a node of a tree.
type Node struct {
	Table  string `json:"table" sig:"pattern='^[a-z_]+$'"`
	Name   string `json:"name" sig:"min=1"`
	Parent int64  `json:"parent"`
}

// Trees keeps trees in tables of the tenant.
//
//sig:component name=real-pg-errors scope=tenant
type Trees struct {
	sig.Instance

	Pool sqldb.Pool `sig:"requires"`
}

func (t *Trees) insert(ctx context.Context, n Node) error {
	table := pgx.Identifier{"trees", n.Table}.Sanitize()
	return t.Pool.InTx(ctx, func(tx sqldb.Tx) error {
		_, err := tx.Exec(ctx, "INSERT INTO "+table+" (name, parent) VALUES ($1, $2)", n.Name, n.Parent)
		return err
	})
}

// Insert inserts a node; it tries again when another transaction was in the way.
//
//sig:runnable desc="Insert a node"
func (t *Trees) Insert(ctx context.Context, n Node) error {
	var err error
	for try := range 3 {
		if err = t.insert(ctx, n); !retryable(err) {
			break
		}
		select {
		case <-time.After(time.Duration(try+1) * 10 * time.Millisecond):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return explain(err)
}
