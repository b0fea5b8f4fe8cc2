package mariadb

import (
	"context"
	"crypto/tls"
	"database/sql/driver"
	"errors"
	"io"
	"net"
	"strconv"
	"strings"
	"time"

	"github.com/go-sql-driver/mysql"
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb/internal/backend"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb/internal/socket"
)

const (
	// housekeeping bounds what the provider does on its own account.
	housekeeping = 10 * time.Second
	// drainTime is how long rows that nobody wants are read before the statement
	// is given up.
	drainTime = 20 * time.Millisecond
)

// session is what every connection begins with, and again after a reset.
const session = "SET NAMES utf8mb4, time_zone = '+00:00', autocommit = 1"

// A link is one connection with the socket below it.
type link struct {
	driver.Conn
	socket net.Conn
	meter  *meter // of what the driver reads from the socket
	tls    bool
	id     string // the server's number for it

	unwinds bool // prepared transactions that hold up a purge may be rolled back
}

type quietLogger struct{}

func (quietLogger) Print(...any) {}

// dial connects as s says; nothing comes from the environment or from a file.
func dial(ctx context.Context, s backend.Server, memory int64) (*link, error) {
	l := &link{tls: s.TLS, unwinds: s.Unwind}
	cfg := mysql.NewConfig()
	cfg.Net, cfg.Addr = "tcp", address(s)
	cfg.User, cfg.Passwd, cfg.DBName = s.User, s.Password, s.Database
	cfg.MaxAllowedPacket = int(min(memory/4, 64<<20))
	cfg.Timeout = backend.DialTimeout
	cfg.ParseTime, cfg.Loc = true, time.UTC
	cfg.CheckConnLiveness = false // see Alive
	cfg.Logger = quietLogger{}
	cfg.DialFunc = func(ctx context.Context, network, addr string) (net.Conn, error) {
		c, err := backend.Dial(ctx, network, addr)
		if err != nil {
			return nil, err
		}
		l.socket, l.meter = c, newMeter(c, int64(cfg.MaxAllowedPacket))
		return l.meter, nil
	}
	if s.TLS {
		cfg.TLS = &tls.Config{ServerName: s.Host, MinVersion: tls.VersionTLS12}
	}
	connector, err := mysql.NewConnector(cfg)
	if err != nil {
		return nil, backend.Failed("settings that the driver takes", backend.Reason("mariadb: "+err.Error()))
	}
	if l.Conn, err = connector.Connect(ctx); err != nil {
		return nil, connectError(ctx, err, s.TLS)
	}
	if _, err = l.exec(ctx, session); err == nil {
		var row []string
		if row, err = l.row(ctx, "SELECT CONNECTION_ID()"); err == nil {
			l.id = row[0]
		}
	}
	if err != nil {
		l.Conn.Close()
		return nil, err
	}
	return l, nil
}

// exec runs one of the provider's own statements, without arguments.
func (l *link) exec(ctx context.Context, text string) (driver.Result, error) {
	l.meter.again()
	r, err := l.Conn.(driver.ExecerContext).ExecContext(ctx, text, nil)
	return r, sqlError(ctx, err)
}

// row is the first row of one of the provider's own queries, as text.
func (l *link) row(ctx context.Context, text string, args ...string) ([]string, error) {
	all, err := l.all(ctx, text, args...)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	return all[0], nil
}

func (l *link) all(ctx context.Context, text string, args ...string) ([][]string, error) {
	named := make([]driver.NamedValue, len(args))
	for i, a := range args {
		named[i] = driver.NamedValue{Ordinal: i + 1, Value: a}
	}
	r, done, err := l.query(ctx, text, named)
	if err != nil {
		return nil, sqlError(ctx, err)
	}
	defer done()
	var all [][]string
	dest := make([]driver.Value, len(r.Columns()))
	for {
		l.meter.again()
		err := r.Next(dest)
		if err == io.EOF {
			return all, nil
		}
		if err != nil {
			return nil, sqlError(ctx, err)
		}
		row := make([]string, len(dest))
		for i, v := range dest {
			switch v := v.(type) {
			case []byte:
				row[i] = string(v)
			case string:
				row[i] = v
			case int64:
				row[i] = strconv.FormatInt(v, 10)
			case uint64:
				row[i] = strconv.FormatUint(v, 10)
			}
		}
		all = append(all, row)
	}
}

// query sends a statement, prepared when it has arguments. done ends it.
func (l *link) query(ctx context.Context, text string, args []driver.NamedValue) (rows driver.Rows, done func() error, err error) {
	l.meter.again()
	if len(args) == 0 {
		rows, err = l.Conn.(driver.QueryerContext).QueryContext(ctx, text, nil)
		if err != nil {
			return nil, nil, err
		}
		return rows, rows.Close, nil
	}
	st, err := l.Conn.(driver.ConnPrepareContext).PrepareContext(ctx, text)
	if err != nil {
		return nil, nil, err
	}
	if err := checkCount(st, args); err != nil {
		st.Close()
		return nil, nil, err
	}
	rows, err = st.(driver.StmtQueryContext).QueryContext(ctx, args)
	if err != nil {
		st.Close()
		return nil, nil, err
	}
	return rows, func() error { return errors.Join(rows.Close(), st.Close()) }, nil
}

func checkCount(st driver.Stmt, args []driver.NamedValue) error {
	if n := st.NumInput(); n >= 0 && n != len(args) {
		return backend.Invalid("", strconv.Itoa(n)+" arguments, not "+strconv.Itoa(len(args)))
	}
	return nil
}

// A conn is one connection of a tenant.
type conn struct {
	*link
	e       *engine
	at      place
	reading *cursor
	broken  bool
	tx      bool
}

// Open makes one connection.
func (e *engine) Open(ctx context.Context, t backend.Target) (backend.Conn, error) {
	at := t.At.(place)
	ctx, cancel := backend.WithLife(ctx)
	defer cancel()
	l, err := dial(ctx, at.server, e.opt.Memory)
	if err != nil {
		return nil, err
	}
	return &conn{link: l, e: e, at: at}, nil
}

func (c *conn) Alive() bool {
	return !c.broken && c.Conn.(driver.Validator).IsValid() && socket.Quiet(c.socket)
}

func (c *conn) InTx() bool { return c.tx && !c.broken }

func (c *conn) control(ctx context.Context, text string) error {
	ctx, cancel := backend.WithLife(ctx)
	defer cancel()
	_, err := c.exec(ctx, text)
	if err != nil {
		c.broken = true
	}
	return err
}

func (c *conn) Begin(ctx context.Context) error {
	err := c.control(ctx, "START TRANSACTION")
	c.tx = err == nil
	return err
}

func (c *conn) Commit(ctx context.Context) error {
	if err := c.unread(); err != nil {
		return err
	}
	c.tx = false
	return c.control(ctx, "COMMIT")
}

func (c *conn) Rollback() error {
	open := c.tx
	c.tx = false
	if c.reading != nil {
		c.reading.Close()
	}
	if c.broken || !open {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), housekeeping)
	defer cancel()
	return c.control(ctx, "ROLLBACK")
}

// comReset is COM_RESET_CONNECTION as a packet: it rolls back, drops temporary
// tables, locks, prepared statements, variables and settings. The driver has no way
// to send it, so it goes around the driver, which is idle meanwhile.
var comReset = []byte{1, 0, 0, 0, 0x1f}

// Reset takes from the connection what the last lease may have left.
func (c *conn) Reset() bool {
	if c.broken || c.tls || c.Rollback() != nil || !c.Alive() {
		return false
	}
	c.socket.SetDeadline(time.Now().Add(housekeeping))
	defer c.socket.SetDeadline(time.Time{})
	if _, err := c.socket.Write(comReset); err != nil {
		return false
	}
	var head [5]byte
	if _, err := io.ReadFull(c.socket, head[:]); err != nil || head[4] != 0 { // 0: OK
		return false
	}
	rest := int(head[0]) | int(head[1])<<8 | int(head[2])<<16
	if _, err := io.CopyN(io.Discard, c.socket, int64(rest-1)); err != nil {
		return false
	}
	ctx, cancel := context.WithTimeout(context.Background(), housekeeping)
	defer cancel()
	return c.control(ctx, session) == nil
}

// Close ends the connection. The server would go on with a statement that was
// given up, so it is told.
func (c *conn) Close() error {
	given := c.reading != nil || c.broken
	if c.reading != nil {
		c.reading.stop()
	}
	c.Conn.Close()
	if given {
		ctx, cancel := context.WithTimeout(context.Background(), housekeeping)
		defer cancel()
		if s, err := c.e.server(ctx, address(c.at.server)); err == nil {
			s.with(ctx, func(ctx context.Context, l *link) error {
				_, err := l.exec(ctx, "KILL "+c.id) // it may have ended by itself
				return err
			})
		}
	}
	return nil
}

// unread refuses a statement while rows are being read: a connection does one thing
// at a time.
func (c *conn) unread() error {
	if c.reading != nil {
		return &sig.Error{Code: sig.CodeBusy, Expected: "rows that were read to the end or closed before the next statement of a transaction"}
	}
	return nil
}

func (c *conn) check(ctx context.Context, text string, args []driver.NamedValue) error {
	if err := judge(text, c.tx); err != nil {
		return err
	}
	for i, a := range args {
		if a.Name != "" {
			return backend.Invalid("argument "+strconv.Itoa(i+1), "arguments by position for ?: MariaDB has no named ones")
		}
	}
	if ctx.Err() != nil {
		return backend.Ended(ctx, "the statement to begin")
	}
	return c.unread()
}

// failed notes what an error means for the connection.
func (c *conn) failed(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	var e *mysql.MySQLError
	var own *sig.Error
	if !errors.As(err, &e) && !errors.As(err, &own) {
		c.broken = true
		if c.meter.over.Load() {
			err = mysql.ErrPktTooLarge
		}
	}
	if e != nil && (e.Number == 1213 || e.Number == 1205) {
		c.tx = false // a deadlock's victim was rolled back; nobody else may think it goes on
		c.broken = true
	}
	return sqlError(ctx, err)
}

func (c *conn) Query(ctx context.Context, text string, args []driver.NamedValue) (backend.Cursor, error) {
	if err := c.check(ctx, text, args); err != nil {
		return nil, err
	}
	joined, cancel := backend.WithLife(ctx)
	rows, done, err := c.query(joined, text, args)
	if err != nil {
		cancel()
		return nil, c.failed(ctx, err)
	}
	cur := &cursor{c: c, rows: rows, done: done, stop: cancel}
	cur.kinds = make([]string, len(rows.Columns()))
	if typed, ok := rows.(driver.RowsColumnTypeDatabaseTypeName); ok {
		for i := range cur.kinds {
			cur.kinds[i] = typed.ColumnTypeDatabaseTypeName(i)
		}
	}
	c.reading = cur
	return cur, nil
}

func (c *conn) Exec(ctx context.Context, text string, args []driver.NamedValue) (int64, error) {
	if err := c.check(ctx, text, args); err != nil {
		return 0, err
	}
	joined, cancel := backend.WithLife(ctx)
	defer cancel()
	c.meter.again()
	var res driver.Result
	var err error
	if len(args) == 0 {
		res, err = c.Conn.(driver.ExecerContext).ExecContext(joined, text, nil)
	} else {
		var st driver.Stmt
		if st, err = c.Conn.(driver.ConnPrepareContext).PrepareContext(joined, text); err == nil {
			if err = checkCount(st, args); err == nil {
				res, err = st.(driver.StmtExecContext).ExecContext(joined, args)
			}
			st.Close()
		}
	}
	if err != nil {
		return 0, c.failed(ctx, err)
	}
	n, err := res.RowsAffected()
	return n, c.failed(ctx, err)
}

// A cursor reads the rows of the one statement that a connection works on.
type cursor struct {
	c     *conn
	rows  driver.Rows
	kinds []string // the columns' types
	done  func() error
	stop  func()
	ended bool
}

func (r *cursor) Columns() []string { return append([]string(nil), r.rows.Columns()...) }

func (r *cursor) Next(ctx context.Context, dest []driver.Value) error {
	if r.ended {
		return io.EOF
	}
	if ctx.Err() != nil {
		r.c.broken = true
		r.end()
		return backend.Ended(ctx, "the statement to end")
	}
	r.c.meter.again()
	if err := r.rows.Next(dest); err != nil {
		if err != io.EOF {
			err = r.c.failed(ctx, err)
		}
		r.end()
		return err
	}
	for i, v := range dest {
		dest[i] = r.value(i, v)
	}
	return nil
}

// value makes of what the driver stores what the others return: text as a string,
// a copy of a blob, and numbers as int64 where they fit.
func (r *cursor) value(i int, v driver.Value) driver.Value {
	switch v := v.(type) {
	case []byte:
		switch kind := r.kinds[i]; {
		case strings.HasSuffix(kind, "BLOB"), strings.HasSuffix(kind, "BINARY"), kind == "BIT", kind == "GEOMETRY":
			return append([]byte{}, v...)
		}
		return string(v)
	case float32:
		return float64(v)
	case uint64:
		if v <= 1<<63-1 {
			return int64(v)
		}
		return strconv.FormatUint(v, 10)
	}
	return v
}

func (r *cursor) end() {
	if r.ended {
		return
	}
	r.ended = true
	r.c.reading = nil
	r.c.meter.again()
	if err := r.done(); err != nil {
		r.c.broken = true
	}
	r.stop()
}

// Close ends the statement. Rows that are on the way already are read; with a
// statement that goes on, the connection is given up.
func (r *cursor) Close() error {
	if r.ended {
		return nil
	}
	cancel := time.AfterFunc(drainTime, r.stop)
	defer cancel.Stop()
	r.end()
	return nil
}
