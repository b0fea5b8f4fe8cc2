package postgres

import (
	"context"
	"crypto/tls"
	"database/sql/driver"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgconn/ctxwatch"
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb/internal/backend"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb/internal/socket"
)

const (
	// cancelGrace is how long a cancelled statement has to end before its
	// connection is given up.
	cancelGrace = 2 * time.Second
	// housekeeping bounds what the provider does on its own account.
	housekeeping = 10 * time.Second
	// drainTime is how long rows that nobody wants are read before the statement
	// is cancelled.
	drainTime = 20 * time.Millisecond
)

// dial connects as s says and as nothing else does: pgconn fills in from the
// environment and from files what a string leaves open, so all of it is set here.
func dial(ctx context.Context, s backend.Server, memory int64, searchPath string, params ...string) (*pgconn.PgConn, error) {
	cfg, err := pgconn.ParseConfig("host=localhost port=1 user=x password=x dbname=x sslmode=disable target_session_attrs=any")
	if err != nil {
		return nil, backend.Failed("an environment without settings of PostgreSQL that contradict each other", backend.Reason("postgres: PG… variables"))
	}
	cfg.Host, cfg.Port, cfg.User, cfg.Password, cfg.Database = s.Host, s.Port, s.User, s.Password, s.Database
	cfg.Fallbacks, cfg.ValidateConnect, cfg.AfterConnect = nil, nil, nil
	cfg.ConnectTimeout = backend.DialTimeout
	cfg.LookupFunc, cfg.DialFunc = backend.Resolver.LookupHost, backend.Dial
	cfg.TLSConfig = nil
	if s.TLS {
		cfg.TLSConfig = &tls.Config{ServerName: s.Host, MinVersion: tls.VersionTLS12}
	}
	cfg.SSLNegotiation, cfg.SSLCertMode, cfg.KerberosSrvName, cfg.KerberosSpn = "postgres", "disable", "", ""
	cfg.RuntimeParams = map[string]string{
		"application_name": "sigen", "client_encoding": "UTF8", "search_path": searchPath,
		"DateStyle": "ISO", "TimeZone": "UTC", "IntervalStyle": "postgres", "bytea_output": "hex",
		"extra_float_digits": "1", "standard_conforming_strings": "on", "row_security": "on",
		"default_transaction_read_only": "off", "default_transaction_isolation": "read committed",
	}
	for i := 0; i < len(params); i += 2 {
		cfg.RuntimeParams[params[i]] = params[i+1]
	}
	cfg.MaxProtocolMessageBodyLen = int(min(memory/4, 1<<30))
	cfg.OnNotice = func(*pgconn.PgConn, *pgconn.Notice) {}
	cfg.OnNotification = func(*pgconn.PgConn, *pgconn.Notification) {}
	cfg.BuildContextWatcherHandler = func(c *pgconn.PgConn) ctxwatch.Handler {
		return &pgconn.CancelRequestContextWatcherHandler{Conn: c, DeadlineDelay: cancelGrace}
	}
	c, err := pgconn.ConnectConfig(ctx, cfg)
	if err != nil {
		return nil, connectError(ctx, err, s.TLS)
	}
	return c, nil
}

// A conn is one session of a tenant.
type conn struct {
	pg      *pgconn.PgConn
	e       *engine
	at      place
	started string // when the session's process started, as the server writes it; "" when not bound
	reading *cursor
	broken  bool
	tx      bool // between Begin and the end of it
}

func (e *engine) Open(ctx context.Context, t backend.Target) (backend.Conn, error) {
	at := t.At.(place)
	ctx, cancel := backend.WithLife(ctx)
	defer cancel()
	pg, err := dial(ctx, at.server, e.opt.Memory, at.searchPath())
	if err != nil {
		return nil, err
	}
	c := &conn{pg: pg, e: e, at: at}
	if at.server.Mode == backend.ByRow {
		if err := c.bind(ctx); err != nil {
			c.Close()
			return nil, err
		}
	}
	return c, nil
}

func (c *conn) Alive() bool { return !c.broken && !c.pg.IsClosed() && socket.Quiet(c.pg.Conn()) }

func (c *conn) InTx() bool { return !c.broken && c.pg.TxStatus() != 'I' }

func (c *conn) Begin(ctx context.Context) error {
	if _, err := c.run(ctx, "BEGIN"); err != nil {
		return err
	}
	c.tx = true
	return nil
}

// Commit is an error when the transaction had failed: the server then answers
// COMMIT with a rollback, and calls that success.
func (c *conn) Commit(ctx context.Context) error {
	if err := c.unread(); err != nil {
		return err
	}
	tag, err := c.run(ctx, "COMMIT")
	c.tx = false
	if err != nil {
		return err
	}
	if tag != "COMMIT" {
		return errRolledBack
	}
	return nil
}

var errRolledBack = &sig.Error{Code: sig.CodeFailed, Expected: "a transaction that goes on: an earlier error rolled this one back"}

func (c *conn) Rollback() error {
	c.tx = false
	if c.broken || c.pg.IsClosed() {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), housekeeping)
	defer cancel()
	if c.reading != nil {
		c.reading.Close()
	}
	if c.pg.TxStatus() == 'I' {
		return nil
	}
	_, err := c.run(ctx, "ROLLBACK")
	return err
}

// run is for the provider's own statements, which have neither arguments nor rows.
func (c *conn) run(ctx context.Context, text string) (tag string, err error) {
	ctx, cancel := backend.WithLife(ctx)
	defer cancel()
	r := c.pg.ExecParams(ctx, text, nil, nil, nil, nil)
	t, err := r.Close()
	if err != nil {
		c.broken = true
		return "", sqlError(ctx, err)
	}
	return t.String(), nil
}

// Reset takes from the session what the last lease may have left: cursors,
// settings, prepared statements, channels, advisory locks, temporary tables,
// sequences' values, and a transaction. One that cannot be reset is closed.
func (c *conn) Reset() bool {
	if c.broken || c.pg.IsClosed() || c.Rollback() != nil {
		return false
	}
	ctx, cancel := context.WithTimeout(context.Background(), housekeeping)
	defer cancel()
	_, err := c.run(ctx, "DISCARD ALL")
	return err == nil
}

func (c *conn) Close() error {
	ctx, cancel := context.WithTimeout(context.Background(), housekeeping)
	defer cancel()
	if c.reading != nil {
		c.reading.stop()
	}
	c.pg.Close(ctx)
	select { // pgconn ends a broken connection on a goroutine of its own
	case <-c.pg.CleanupDone():
	case <-ctx.Done():
	}
	c.unbind(ctx)
	return nil
}

// unread refuses a statement while rows are being read: a session does one thing
// at a time.
func (c *conn) unread() error {
	if c.reading != nil {
		return &sig.Error{Code: sig.CodeBusy, Expected: "rows that were read to the end or closed before the next statement of a transaction"}
	}
	return nil
}

func (c *conn) send(ctx context.Context, text string, args []driver.NamedValue) (*cursor, error) {
	if err := judge(text, c.at.server.Mode, c.tx); err != nil {
		return nil, err
	}
	if err := c.unread(); err != nil {
		return nil, err
	}
	values, formats, err := encode(args)
	if err != nil {
		return nil, err
	}
	if ctx.Err() != nil {
		return nil, backend.Ended(ctx, "the statement to begin")
	}
	joined, cancel := backend.WithLife(ctx)
	cur := &cursor{c: c, r: c.pg.ExecParams(joined, text, values, nil, formats, nil), ctx: ctx, stop: cancel}
	c.reading = cur
	return cur, nil
}

func (c *conn) Query(ctx context.Context, text string, args []driver.NamedValue) (backend.Cursor, error) {
	cur, err := c.send(ctx, text, args)
	if err != nil {
		return nil, err
	}
	// The first row tells errors where the caller looks for them.
	cur.ready = cur.r.NextRow()
	if !cur.ready {
		if _, err := cur.finish(); err != nil {
			return nil, err
		}
	}
	return cur, nil
}

func (c *conn) Exec(ctx context.Context, text string, args []driver.NamedValue) (int64, error) {
	cur, err := c.send(ctx, text, args)
	if err != nil {
		return 0, err
	}
	tag, err := cur.finish()
	if err != nil {
		return 0, err
	}
	if tag.Insert() || tag.Update() || tag.Delete() || strings.HasPrefix(tag.String(), "MERGE ") {
		return tag.RowsAffected(), nil
	}
	return 0, nil
}

// A cursor reads the rows of the one statement that a session works on.
type cursor struct {
	c     *conn
	r     *pgconn.ResultReader
	ctx   context.Context // the call's
	stop  func()
	ready bool // a row is there that Next has not returned
	ended bool
}

// finish reads what is left and says how the statement ended.
func (r *cursor) finish() (pgconn.CommandTag, error) {
	if r.ended {
		return pgconn.CommandTag{}, nil
	}
	tag, err := r.r.Close()
	r.ended = true
	r.stop()
	c := r.c
	c.reading = nil
	if err != nil {
		err = sqlError(r.ctx, err)
	}
	switch status := c.pg.TxStatus(); {
	case c.pg.IsClosed():
		c.broken = true
	case !c.tx && status != 'I', c.tx && status == 'I':
		// Whatever it was, it moved a transaction that is not its own.
		c.broken = true
		if err == nil {
			err = backend.Denied("Pool.InTx instead of a transaction by text")
		}
	}
	return tag, err
}

func (r *cursor) Columns() []string {
	fields := r.r.FieldDescriptions()
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.Name
	}
	return names
}

func (r *cursor) Next(ctx context.Context, dest []driver.Value) error {
	if r.ended {
		return io.EOF
	}
	if ctx.Err() != nil {
		r.stop()
		r.finish()
		return backend.Ended(ctx, "the statement to end")
	}
	if !r.ready && !r.r.NextRow() {
		if _, err := r.finish(); err != nil {
			return err
		}
		return io.EOF
	}
	r.ready = false
	fields, values := r.r.FieldDescriptions(), r.r.Values()
	if len(values) != len(dest) {
		return backend.Failed("a row of "+strconv.Itoa(len(dest))+" columns", nil)
	}
	for i := range dest {
		dest[i] = decode(fields[i].DataTypeOID, values[i])
	}
	return nil
}

// Close ends the statement. Rows that are on the way already are read; a statement
// that goes on is cancelled.
func (r *cursor) Close() error {
	if r.ended {
		return nil
	}
	cancel := time.AfterFunc(drainTime, r.stop)
	defer cancel.Stop()
	r.finish()
	return nil
}
