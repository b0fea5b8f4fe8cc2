package sqldb

import (
	"context"
	"errors"
	"io"
	"strings"

	"github.com/ncruces/go-sqlite3"
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb/internal/backend"
)

// sqlError gives an error of SQLite its code. What the text of the system said
// is dropped, because it holds paths; what SQLite said about the statement stays.
func sqlError(ctx context.Context, err error, refused string) error {
	var own *sig.Error
	if err == nil || errors.Is(err, io.EOF) || errors.As(err, &own) {
		return err
	}
	var code sqlite3.ErrorCode
	if !errors.As(err, &code) {
		return failed("the database to answer", errors.New("sqlite: "+err.Error()))
	}
	cause := error(reason(firstLine(err, code)))
	switch code {
	case sqlite3.AUTH:
		if refused == "" {
			refused = "a statement that the policy of pools allows"
		}
		return &sig.Error{Code: sig.CodeDenied, Expected: refused, Cause: cause}
	case sqlite3.INTERRUPT:
		if ctx.Err() != nil {
			return ctxError(ctx, "the statement to end")
		}
		return failed("the statement to end", cause)
	case sqlite3.BUSY, sqlite3.LOCKED:
		if ctx.Err() != nil {
			return ctxError(ctx, "the lock of another writer to be free")
		}
		return &sig.Error{Code: sig.CodeBusy, Expected: "the lock of another writer to be free", Cause: cause}
	case sqlite3.ERROR, sqlite3.CONSTRAINT, sqlite3.MISMATCH, sqlite3.RANGE, sqlite3.READONLY:
		return &sig.Error{Code: sig.CodeInvalid, Cause: cause}
	case sqlite3.NOTADB, sqlite3.CORRUPT:
		return failed("a sound SQLite file", cause)
	case sqlite3.TOOBIG, sqlite3.NOMEM, sqlite3.FULL:
		return &sig.Error{Code: sig.CodeLimited, Expected: "a statement and values within the limits of a connection", Cause: cause}
	}
	return failed("the database to answer", cause)
}

// A reason is what SQLite said, without what the system said.
type reason = backend.Reason

func firstLine(err error, code sqlite3.ErrorCode) string {
	switch code {
	case sqlite3.IOERR, sqlite3.CANTOPEN, sqlite3.NOTADB, sqlite3.CORRUPT:
		return "sqlite: " + strings.TrimPrefix(code.Error(), "sqlite3: ")
	}
	return "sqlite: " + strings.TrimPrefix(err.Error(), "sqlite3: ")
}

// recovered turns a panic of the engine into an error and gives the connection
// up: exhausted memory and broken files reach Go as panics. Deferred.
func recovered(s *sqliteConn, err *error) {
	r := recover()
	if r == nil {
		return
	}
	if s != nil {
		s.broken = true
	}
	cause, ok := r.(error)
	if ok && strings.Contains(cause.Error(), "out of memory") {
		*err = &sig.Error{Code: sig.CodeLimited, Expected: "a statement within the memory of a connection", Cause: reason("sqlite: out of memory")}
		return
	}
	*err = failed("the database engine to go on; its connection is given up", reason("sqlite: fault in the engine"))
}
