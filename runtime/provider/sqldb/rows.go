package sqldb

import (
	"context"
	"database/sql/driver"
	"io"
	"slices"
	"strconv"
)

// Rows are the result of a query, read one after the other. They hold a
// connection until Close, which happens by itself after the last row and after
// an error. They are used by one goroutine.
type Rows struct {
	lease  *lease
	owns   bool // the lease ends with the rows
	ctx    context.Context
	cur    cursor
	names  []string
	values []driver.Value
	ready  bool // values are those of a row
	closed bool
	err    error
	tx     *tx // whose rows they are, nil outside of a transaction
}

// Next reads the next row; false after the last one, and when Err says why.
func (r *Rows) Next() bool {
	if r == nil || r.lease == nil || r.closed {
		return false
	}
	err := r.lease.on(func(conn) error {
		if r.tx != nil && r.tx.ended {
			return errOver
		}
		return r.cur.Next(r.ctx, r.values)
	})
	r.ready = err == nil
	if err != nil {
		if err != io.EOF {
			r.err = r.lease.pool.named(err)
		}
		r.Close()
	}
	return r.ready
}

// Scan copies the columns of the current row into dest, one pointer each. What
// it stores belongs to the caller; sql.RawBytes, which would not, is refused.
func (r *Rows) Scan(dest ...any) error {
	if r == nil || r.lease == nil {
		return errNoKernel
	}
	if !r.ready {
		return r.lease.pool.named(invalid("", "a call of Next that returned true before Scan"))
	}
	if len(dest) != len(r.values) {
		return r.lease.pool.named(invalid("", "as many destinations as columns: "+strconv.Itoa(len(r.values))+", not "+strconv.Itoa(len(dest))))
	}
	for i, d := range dest {
		if err := assign(d, r.values[i]); err != nil {
			err.Path = "column " + strconv.Quote(r.names[i])
			return r.lease.pool.named(err)
		}
	}
	return nil
}

// Columns are the names of the columns, the caller's to keep.
func (r *Rows) Columns() []string {
	if r == nil {
		return nil
	}
	return slices.Clone(r.names)
}

// Err is why Next ended before the last row, nil when it did not.
func (r *Rows) Err() error {
	if r == nil || r.lease == nil {
		return errNoKernel
	}
	return r.err
}

// Close gives the connection back. Closing again does nothing.
func (r *Rows) Close() error {
	if r == nil || r.lease == nil || r.closed {
		return nil
	}
	r.closed, r.ready = true, false
	r.lease.on(func(conn) error { // an error says that the lease is over, and the cursor with it
		if r.tx != nil {
			if r.tx.ended {
				return nil
			}
			delete(r.tx.rows, r)
		}
		r.lease.open--
		return r.cur.Close()
	})
	if r.owns {
		r.lease.finish()
	}
	return nil
}
