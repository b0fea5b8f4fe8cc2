package mariadb

import (
	"errors"
	"net"
	"sync/atomic"
)

// A meter bounds what the driver reads for one row, because the driver itself bounds only
// what it writes: a row as long as a tenant likes would be in memory before anybody saw it.
type meter struct {
	net.Conn
	limit int64
	left  atomic.Int64
	over  atomic.Bool
}

// readAhead is what may come in besides, since the driver reads ahead and TLS adds to it.
const readAhead = 256 << 10

var errTooLong = errors.New("more than a connection may hold")

func newMeter(c net.Conn, limit int64) *meter {
	m := &meter{Conn: c, limit: limit + readAhead}
	m.again()
	return m
}

// again begins another row.
func (m *meter) again() { m.left.Store(m.limit) }

func (m *meter) Read(b []byte) (int, error) {
	n, err := m.Conn.Read(b)
	if m.left.Add(-int64(n)) < 0 {
		m.over.Store(true)
		return 0, errTooLong // the driver closes the connection
	}
	return n, err
}
