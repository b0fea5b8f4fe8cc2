package sqldb

import (
	"context"
	"database/sql/driver"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/ncruces/go-sqlite3"
)

// A sqliteConn is one connection to a SQLite database. SQLite runs in a linear
// memory that belongs to this connection alone, and every statement passes the policy.
type sqliteConn struct {
	c      *sqlite3.Conn
	policy policy
	cache  stmtCache
	broken bool // it panicked or failed in a way that leaves its state unknown
}

const busyTimeout = 10 * time.Second // a call's own deadline ends the wait earlier

func openSQLite(ctx context.Context, t target, memory int64) (_ *sqliteConn, err error) {
	defer recovered(nil, &err)
	p := t.At.(place)
	flags := sqlite3.OPEN_READWRITE | sqlite3.OPEN_URI | sqlite3.OPEN_NOFOLLOW
	if p.file == "" {
		flags |= sqlite3.OPEN_CREATE
	}
	c, err := sqlite3.OpenFlags(p.uri, flags)
	if err != nil {
		return nil, sqlError(ctx, err, "")
	}
	conn := &sqliteConn{c: c}
	if err := conn.setUp(ctx, p, memory); err != nil {
		c.Close()
		return nil, sqlError(ctx, err, "")
	}
	return conn, nil
}

// setUp brings a fresh connection under limits and, last, under the policy.
func (s *sqliteConn) setUp(ctx context.Context, p place, memory int64) error {
	c := s.c
	defer c.SetInterrupt(c.SetInterrupt(ctx))
	if err := c.BusyTimeout(busyTimeout); err != nil {
		return err
	}
	var setup strings.Builder
	setup.WriteString("PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; PRAGMA cell_size_check=ON;")
	switch {
	case p.file == "":
		setup.WriteString("PRAGMA max_page_count=" + strconv.FormatInt(memory/4096, 10) + ";")
	case p.normal:
		setup.WriteString("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;")
	default:
		setup.WriteString("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;")
	}
	if err := c.Exec(setup.String()); err != nil {
		return err
	}
	c.HardHeapLimit(memory)
	c.Limit(sqlite3.LIMIT_LENGTH, int(memory/4))
	c.Limit(sqlite3.LIMIT_SQL_LENGTH, 1<<20)
	c.Limit(sqlite3.LIMIT_ATTACHED, 0)
	c.Limit(sqlite3.LIMIT_WORKER_THREADS, 0)
	for _, o := range []struct {
		op sqlite3.DBConfig
		on bool
	}{
		{sqlite3.DBCONFIG_DEFENSIVE, true}, // no writes to the schema table, no journal tricks
		{sqlite3.DBCONFIG_TRUSTED_SCHEMA, false},
	} {
		if on, err := c.Config(o.op, o.on); err != nil {
			return err
		} else if on != o.on {
			return sqlite3.MISUSE
		}
	}
	return c.SetAuthorizer(s.policy.authorize)
}

func (s *sqliteConn) Reset() bool { return !s.broken && s.c.GetAutocommit() }

// Alive is true: a file does not hang up.
func (s *sqliteConn) Alive() bool { return true }

func (s *sqliteConn) Close() (err error) {
	defer recovered(nil, &err)
	s.cache.clear()
	return s.c.Close()
}

// under runs f with ctx able to interrupt it.
func (s *sqliteConn) under(ctx context.Context, f func() error) (err error) {
	defer recovered(s, &err)
	old := s.c.SetInterrupt(ctx)
	defer s.c.SetInterrupt(old)
	if err := f(); err != nil {
		return sqlError(ctx, err, s.policy.take())
	}
	return nil
}

func (s *sqliteConn) Begin(ctx context.Context) error  { return s.control(ctx, "BEGIN IMMEDIATE") }
func (s *sqliteConn) Commit(ctx context.Context) error { return s.control(ctx, "COMMIT") }

func (s *sqliteConn) InTx() bool { return !s.c.GetAutocommit() }

// rollback ends a transaction whatever became of its context.
func (s *sqliteConn) Rollback() error {
	if s.c.GetAutocommit() {
		return nil // SQLite has rolled back by itself, after a full disk for example
	}
	return s.control(context.Background(), "ROLLBACK")
}

// control runs one of the provider's own statements.
func (s *sqliteConn) control(ctx context.Context, text string) error {
	return s.under(ctx, func() error {
		s.policy.trusted = true
		defer func() { s.policy.trusted = false }()
		return s.c.Exec(text)
	})
}

func (s *sqliteConn) Query(ctx context.Context, text string, args []driver.NamedValue) (cur cursor, err error) {
	err = s.under(ctx, func() error {
		st, tail, err := s.cache.prepare(s.c, text)
		if err != nil {
			return err
		}
		if st == nil {
			return invalid("", "a statement")
		}
		if strings.TrimSpace(tail) != "" {
			st.done()
			return invalid("", "one statement in Query; Exec takes several")
		}
		if err := bind(st.Stmt, args); err != nil {
			st.done()
			return err
		}
		c := &sqliteCursor{conn: s, st: st}
		// The first step tells errors where the caller looks for them.
		if c.ready = st.Step(); !c.ready {
			if err := st.Err(); err != nil {
				st.done()
				return err
			}
			c.ended = true
		}
		cur = c
		return nil
	})
	return cur, err
}

func (s *sqliteConn) Exec(ctx context.Context, text string, args []driver.NamedValue) (n int64, err error) {
	err = s.under(ctx, func() error {
		for first := true; text != ""; first = false {
			st, tail, err := s.cache.prepare(s.c, text)
			if err != nil {
				return err
			}
			if st == nil {
				if first && len(args) > 0 {
					return invalid("", "a statement")
				}
				return nil
			}
			if len(args) > 0 && strings.TrimSpace(tail) != "" {
				st.done()
				return invalid("", "one statement when there are arguments")
			}
			before := s.c.TotalChanges()
			if err = bind(st.Stmt, args); err == nil {
				err = st.Exec()
			}
			st.done()
			if err != nil {
				return err
			}
			if s.c.TotalChanges() != before {
				n = s.c.Changes()
			}
			text = tail
		}
		return nil
	})
	return n, err
}

// A sqliteCursor reads the rows of one statement.
type sqliteCursor struct {
	conn  *sqliteConn
	st    *stmt
	names []string
	ready bool // a row is there that next has not returned
	ended bool
}

func (c *sqliteCursor) Columns() []string {
	if c.names == nil {
		c.names = make([]string, c.st.ColumnCount())
		for i := range c.names {
			c.names[i] = c.st.ColumnName(i)
		}
	}
	return c.names
}

func (c *sqliteCursor) Next(ctx context.Context, dest []driver.Value) error {
	if c.ended {
		return io.EOF
	}
	return c.conn.under(ctx, func() error {
		if !c.ready && !c.st.Step() {
			c.ended = true
			if err := c.st.Err(); err != nil {
				return err
			}
			return io.EOF
		}
		c.ready = false
		for i := range dest {
			dest[i] = c.value(i)
		}
		return nil
	})
}

// value copies one column out of the connection's memory.
func (c *sqliteCursor) value(i int) driver.Value {
	switch c.st.ColumnType(i) {
	case sqlite3.INTEGER:
		return c.st.ColumnInt64(i)
	case sqlite3.FLOAT:
		return c.st.ColumnFloat(i)
	case sqlite3.TEXT:
		return c.st.ColumnText(i)
	case sqlite3.BLOB:
		return c.st.ColumnBlob(i, []byte{})
	}
	return nil
}

func (c *sqliteCursor) Close() (err error) {
	defer recovered(c.conn, &err)
	c.ended = true
	c.st.done()
	return nil
}

func bind(st *sqlite3.Stmt, args []driver.NamedValue) error {
	want := st.BindCount()
	used := 0
	for _, a := range args {
		if a.Name == "" {
			if a.Ordinal > want {
				return invalid("", countOf(want)+", not "+strconv.Itoa(len(args)))
			}
			if err := bindValue(st, a.Ordinal, a.Value); err != nil {
				return err
			}
			used++
			continue
		}
		found := false
		for _, prefix := range [...]string{":", "@", "$"} {
			if i := st.BindIndex(prefix + a.Name); i != 0 {
				found = true
				used++
				if err := bindValue(st, i, a.Value); err != nil {
					return err
				}
			}
		}
		if !found {
			return invalid("", "a parameter named "+strconv.Quote(a.Name)+" in the statement")
		}
	}
	if used < want {
		return invalid("", countOf(want)+", not "+strconv.Itoa(used))
	}
	return nil
}

func countOf(n int) string {
	if n == 1 {
		return "1 argument"
	}
	return strconv.Itoa(n) + " arguments"
}

func bindValue(st *sqlite3.Stmt, i int, v driver.Value) error {
	switch v := v.(type) {
	case nil:
		return st.BindNull(i)
	case int64:
		return st.BindInt64(i, v)
	case float64:
		return st.BindFloat(i, v)
	case bool:
		return st.BindBool(i, v)
	case string:
		return st.BindText(i, v)
	case []byte:
		if v == nil {
			return st.BindNull(i)
		}
		return st.BindBlob(i, v)
	case time.Time:
		return st.BindText(i, v.Format(time.RFC3339Nano))
	}
	return invalid("", "an argument of a type that databases store")
}
