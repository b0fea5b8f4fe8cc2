package postgres

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"strconv"

	"github.com/sigen-dev/sigen/runtime/provider/sqldb/internal/backend"
)

// bind writes whose session this is, before the tenant's first statement on it. The
// tenant can neither write that nor be another process, and a process that gets the
// number of one that is gone has started at another time.
func (c *conn) bind(ctx context.Context) error {
	if c.started == "" {
		q := &session{ctx: ctx, pg: c.pg}
		rows, err := q.run("SELECT pid, backend_start FROM pg_catalog.pg_stat_get_activity(pg_catalog.pg_backend_pid())")
		if err != nil {
			return err
		}
		if len(rows) != 1 || rows[0][0] != c.pid() {
			return backend.Failed("a direct connection: with a pooler between, sessions cannot be told apart", nil)
		}
		c.started = rows[0][1]
	}
	s, err := c.e.server(ctx, address(c.at.server))
	if err != nil {
		return err
	}
	return s.admin(c.at.server.Database).plain(ctx, func(q *session) error {
		_, err := q.run(`INSERT INTO sigen.bindings VALUES ($1, $2, $3)
			ON CONFLICT (pid) DO UPDATE SET started = excluded.started, tenant = excluded.tenant`, c.pid(), c.started, c.at.tenant)
		return err
	})
}

// Rebind hands a session, reset, to another tenant of the same tables.
func (c *conn) Rebind(ctx context.Context, t backend.Target) error {
	ctx, cancel := backend.WithLife(ctx)
	defer cancel()
	c.at = t.At.(place)
	err := c.bind(ctx)
	if err == nil {
		err = c.reseed(ctx)
	}
	if err != nil {
		c.broken = true
	}
	return err
}

// reseed gives the session's random() a state that nobody knows. DISCARD ALL keeps the one that
// it has: who set it would know what the next tenant is given, and who reads it what the last one was.
func (c *conn) reseed(ctx context.Context) error {
	var b [8]byte
	rand.Read(b[:])
	seed := float64(int64(binary.NativeEndian.Uint64(b[:]))>>11) / (1 << 52) // from -1 to 1
	_, err := c.run(ctx, "SELECT pg_catalog.setseed("+strconv.FormatFloat(seed, 'g', -1, 64)+")")
	return err
}

// unbind removes the binding of a session that has ended. One that stays because
// the server does not answer binds nobody: no process starts at that time again.
func (c *conn) unbind(ctx context.Context) {
	if c.started == "" {
		return
	}
	s, err := c.e.server(ctx, address(c.at.server))
	if err != nil {
		return
	}
	s.admin(c.at.server.Database).plain(ctx, func(q *session) error {
		_, err := q.run(`DELETE FROM sigen.bindings WHERE pid = $1 AND started = $2`, c.pid(), c.started)
		return err
	})
	c.started = ""
}

func (c *conn) pid() string { return strconv.FormatUint(uint64(c.pg.PID()), 10) }
