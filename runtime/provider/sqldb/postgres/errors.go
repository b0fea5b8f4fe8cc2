package postgres

import (
	"context"
	"errors"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgproto3"
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb/internal/backend"
)

// sqlError gives an error of the server its code. The message stays; detail, hint
// and context, which repeat values and inner statements, are dropped, and so is
// what names hosts and logins.
func sqlError(ctx context.Context, err error) error {
	var own *sig.Error
	if err == nil || errors.As(err, &own) {
		return err
	}
	var pg *pgconn.PgError
	if !errors.As(err, &pg) {
		var long *pgproto3.ExceededMaxBodyLenErr
		switch {
		case ctx.Err() != nil:
			return backend.Ended(ctx, "the statement to end")
		case errors.As(err, &long):
			return &sig.Error{Code: sig.CodeLimited, Expected: "rows within the memory of a connection", Cause: backend.Reason("postgres: the row is too long")}
		}
		return backend.Failed("the database server to answer", backend.Reason("postgres: the connection is lost"))
	}
	cause := backend.Reason("postgres: " + pg.Message + " (SQLSTATE " + pg.Code + ")")
	code, expected := sig.CodeFailed, "the database server to answer"
	switch class := pg.Code[:min(2, len(pg.Code))]; {
	case pg.Code == "57014":
		if ctx.Err() != nil {
			return backend.Ended(ctx, "the statement to end")
		}
		return backend.Failed("the statement to end", cause)
	case pg.Code == "42501":
		code, expected = sig.CodeDenied, "what the login of this scope may do"
	case pg.Code == "25P02":
		code, expected = sig.CodeFailed, "a transaction that goes on: an earlier error ended this one"
	case pg.Code == "3D000", pg.Code == "3F000" && strings.Contains(pg.Message, "schema"):
		code, expected = sig.CodeNotFound, "a database or schema that exists"
	case class == "28":
		code, expected = sig.CodeDenied, "a login and a password that the server takes"
	case class == "40", pg.Code == "55P03", pg.Code == "55006":
		code, expected = sig.CodeBusy, "no conflict with another transaction; try again"
	case class == "53", class == "54":
		code, expected = sig.CodeLimited, "a statement within the limits of the server"
	case pg.Code == "08P01", class == "22", class == "23", class == "42", class == "21", class == "0A", class == "44", class == "2B", class == "P0", class == "25":
		code, expected = sig.CodeInvalid, ""
	}
	return &sig.Error{Code: code, Expected: expected, Cause: cause}
}

// connectError is sqlError for a connection that did not come about.
func connectError(ctx context.Context, err error, tls bool) error {
	var pg *pgconn.PgError
	if errors.As(err, &pg) || ctx.Err() != nil {
		return sqlError(ctx, err)
	}
	if tls {
		return backend.Failed("a server that answers, with TLS and a certificate that is valid for its name", backend.Reason("postgres: no connection"))
	}
	return backend.Failed("a server that answers", backend.Reason("postgres: no connection"))
}
