package postgres

import (
	"context"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb/internal/backend"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb/internal/socket"
)

// An admin is the administrator's connection to one database of a server. It is
// used by one goroutine at a time and comes back after it was lost. Its search path
// is pg_catalog alone, so nothing that a tenant makes is found by a bare name.
type admin struct {
	s        *server
	database string
	turn     chan struct{} // holds one token
	pg       *pgconn.PgConn
}

func (s *server) admin(database string) *admin {
	s.mu.Lock()
	defer s.mu.Unlock()
	a := s.admins[database]
	if a == nil {
		a = &admin{s: s, database: database, turn: make(chan struct{}, 1)}
		s.admins[database] = a
	}
	return a
}

// with runs f with the connection, in one transaction, which ends well when f does.
func (a *admin) with(ctx context.Context, f func(q *session) error) error {
	return a.alone(ctx, func(ctx context.Context, pg *pgconn.PgConn) error {
		q := &session{ctx: ctx, pg: pg}
		if _, err := q.run("BEGIN"); err != nil {
			return err
		}
		err := f(q)
		if err == nil {
			_, err = q.run("COMMIT")
		}
		if err != nil && !pg.IsClosed() && pg.TxStatus() != 'I' {
			undo, cancel := context.WithTimeout(context.WithoutCancel(ctx), housekeeping)
			defer cancel()
			if _, err := (&session{ctx: undo, pg: pg}).run("ROLLBACK"); err != nil {
				pg.Close(undo)
			}
		}
		return err
	})
}

// plain runs f without a transaction.
func (a *admin) plain(ctx context.Context, f func(q *session) error) error {
	return a.alone(ctx, func(ctx context.Context, pg *pgconn.PgConn) error { return f(&session{ctx: ctx, pg: pg}) })
}

func (a *admin) alone(ctx context.Context, f func(ctx context.Context, pg *pgconn.PgConn) error) error {
	ctx, cancel := backend.WithLife(ctx)
	defer cancel()
	select {
	case a.turn <- struct{}{}:
		defer func() { <-a.turn }()
	case <-ctx.Done():
		return backend.Ended(ctx, "the administrator's connection to be free")
	}
	if a.pg != nil && (a.pg.IsClosed() || !socket.Quiet(a.pg.Conn())) {
		a.drop()
	}
	if a.pg == nil {
		if err := a.connect(ctx); err != nil {
			return err
		}
	}
	return f(ctx, a.pg)
}

func (a *admin) connect(ctx context.Context) error {
	all, err := a.s.e.configured(ctx)
	if err != nil {
		return err
	}
	login, ok := all[a.s.addr]
	if !ok {
		return backend.Denied("an administrator's URL for this server in the provider's credentials")
	}
	login.Database = a.database
	a.pg, err = dial(ctx, login, 256<<20, "pg_catalog, pg_temp",
		// For the statements of verify, planning and compiling cost more than running.
		"jit", "off", "plan_cache_mode", "force_generic_plan")
	return err
}

func (a *admin) drop() {
	ctx, cancel := context.WithTimeout(context.Background(), housekeeping)
	defer cancel()
	a.pg.Close(ctx)
	select {
	case <-a.pg.CleanupDone():
	case <-ctx.Done():
	}
	a.pg = nil
}

// close waits for who uses the connection.
func (a *admin) close() {
	a.turn <- struct{}{}
	defer func() { <-a.turn }()
	if a.pg != nil {
		a.drop()
	}
}

// A session runs the provider's own statements, whose arguments are text.
type session struct {
	ctx context.Context
	pg  *pgconn.PgConn
}

// run returns the rows as text; NULL is "".
func (q *session) run(text string, args ...string) ([][]string, error) {
	return q.rows(q.pg.ExecParams(q.ctx, text, bytesOf(args), nil, nil, nil).Read())
}

// kept is run with a statement that stays prepared on the connection under a name.
func (q *session) kept(name, text string, args ...string) ([][]string, error) {
	if known := q.pg.CustomData(); known[name] == nil {
		if _, err := q.pg.Prepare(q.ctx, name, text, nil); err != nil {
			return nil, sqlError(q.ctx, err)
		}
		known[name] = true
	}
	return q.rows(q.pg.ExecPrepared(q.ctx, name, bytesOf(args), nil, nil).Read())
}

func bytesOf(args []string) [][]byte {
	values := make([][]byte, len(args))
	for i, a := range args {
		values[i] = []byte(a)
	}
	return values
}

func (q *session) rows(r *pgconn.Result) ([][]string, error) {
	if r.Err != nil {
		return nil, sqlError(q.ctx, r.Err)
	}
	rows := make([][]string, len(r.Rows))
	for i, row := range r.Rows {
		rows[i] = make([]string, len(row))
		for j, v := range row {
			rows[i][j] = string(v)
		}
	}
	return rows, nil
}

// column is the first column of run.
func (q *session) column(text string, args ...string) ([]string, error) {
	rows, err := q.run(text, args...)
	if err != nil {
		return nil, err
	}
	out := make([]string, len(rows))
	for i, r := range rows {
		out[i] = r[0]
	}
	return out, nil
}

// one is the first column of the first row, "" when there is none.
func (q *session) one(text string, args ...string) (string, error) {
	all, err := q.column(text, args...)
	if err != nil || len(all) == 0 {
		return "", err
	}
	return all[0], nil
}
