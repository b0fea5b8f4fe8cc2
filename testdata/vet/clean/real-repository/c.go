// Package realrepository: a repository behind an interface, as with pgx
package realrepository

import (
	"context"
	"errors"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb"
)

type row interface{ Scan(dest ...any) error }

type querier interface {
	QueryRow(ctx context.Context, sql string, args ...any) row
}

type user struct {
	id   int
	name string
}

type repo struct{ q querier }

func (r *repo) byID(ctx context.Context, id int) (user, error) {
	var u user
	if err := r.q.QueryRow(ctx, "SELECT id, name FROM users WHERE id = $1", id).Scan(&u.id, &u.name); err != nil {
		return user{}, fmt.Errorf("user %d: %w", id, err)
	}
	return u, nil
}

type pooled struct{ pool sqldb.Pool }

type oneRow struct {
	rows *sqldb.Rows
	err  error
}

func (o oneRow) Scan(dest ...any) error {
	if o.err != nil {
		return o.err
	}
	defer o.rows.Close()
	if !o.rows.Next() {
		return errors.New("no rows")
	}
	return o.rows.Scan(dest...)
}

func (p pooled) QueryRow(ctx context.Context, sql string, args ...any) row {
	rows, err := p.pool.Query(ctx, sql, args...)
	return oneRow{rows, err}
}

// C is the component.
//
//sig:component name=real-repository scope=tenant
type C struct {
	sig.Instance
	Pool  sqldb.Pool `sig:"requires"`
	users *repo
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.users = &repo{pooled{c.Pool}}
	return nil
}

//sig:runnable desc="one call"
func (c *C) Name(ctx context.Context, p P) (R, error) {
	u, err := c.users.byID(ctx, p.N)
	return R{V: u.name, N: u.id}, err
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
