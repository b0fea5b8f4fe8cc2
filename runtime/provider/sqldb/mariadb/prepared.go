package mariadb

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"strconv"

	"github.com/go-sql-driver/mysql"
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb/internal/backend"
)

// What an account prepared with XA PREPARE outlives its session, its grants and the server's
// next start, and keeps the server from dropping what it touched. No privilege is needed for it,
// and the server does not say whose it is. Pools refuse XA, so no tenant who uses its pool has any;
// but other programs of the server may, so only the operator can say that all may be rolled back.

// The server's numbers for a lock that was waited for in vain, and for what has no prepared
// transaction of that name any more, or one whose session is just ending.
const (
	errLockWait   = 1205
	errUnknownXID = 1397
)

// dropAttempts bounds how often the database is tried to be dropped. Whoever prepared a transaction
// has lost its grants by then, so that nothing comes after it.
const dropAttempts = 3

// drop drops the database.
func (l *link) drop(ctx context.Context, o owned) error {
	for n := 1; ; n++ {
		l.meter.again()
		_, err := l.Conn.(driver.ExecerContext).ExecContext(ctx, "DROP DATABASE IF EXISTS "+quote(o.db), nil)
		var e *mysql.MySQLError
		if !errors.As(err, &e) || e.Number != errLockWait {
			return sqlError(ctx, err)
		}
		prepared, listing := l.prepared(ctx)
		switch {
		case listing != nil:
			return listing
		case len(prepared) == 0 || n == dropAttempts:
			return sqlError(ctx, err)
		case !l.unwinds:
			return &sig.Error{Code: sig.CodeBusy, Path: o.name(), Cause: backend.Reason("mariadb: " + e.Message),
				Expected: "no prepared transaction that holds the database. XA RECOVER lists " + strconv.Itoa(len(prepared)) +
					" of the server, from before or after its last start: end those that are the tenant's with XA ROLLBACK, or, when no other program prepares any, write ?prepared=rollback in the administrator's URL"}
		}
		for _, xid := range prepared {
			_, err := l.Conn.(driver.ExecerContext).ExecContext(ctx, "XA ROLLBACK "+xid, nil)
			if err != nil && !(errors.As(err, &e) && e.Number == errUnknownXID) {
				return sqlError(ctx, err)
			}
		}
	}
}

// prepared lists the prepared transactions of the server, as XA ROLLBACK takes them.
func (l *link) prepared(ctx context.Context) (xids []string, err error) {
	rows, err := l.all(ctx, "XA RECOVER")
	if err != nil {
		return nil, err
	}
	for _, row := range rows { // the number of its format, two lengths, and both parts in one
		global, err := strconv.Atoi(row[1])
		branch, err2 := strconv.Atoi(row[2])
		if err != nil || err2 != nil || global+branch != len(row[3]) {
			return nil, &sig.Error{Code: sig.CodeFailed, Expected: "prepared transactions as XA RECOVER lists them"}
		}
		xids = append(xids, fmt.Sprintf("X'%x',X'%x',%s", row[3][:global], row[3][global:], row[0]))
	}
	return xids, nil
}
