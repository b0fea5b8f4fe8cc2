package mariadb

import (
	"context"
	"errors"
	"strconv"

	"github.com/go-sql-driver/mysql"
	sig "github.com/sigen-dev/sigen/runtime"
	"github.com/sigen-dev/sigen/runtime/provider/sqldb/internal/backend"
)

// sqlError gives an error of the server its code. What the system or the driver
// said of hosts and logins is dropped.
func sqlError(ctx context.Context, err error) error {
	var own *sig.Error
	if err == nil || errors.As(err, &own) {
		return err
	}
	if ctx.Err() != nil {
		return backend.Ended(ctx, "the statement to end")
	}
	var e *mysql.MySQLError
	if !errors.As(err, &e) {
		if errors.Is(err, mysql.ErrPktTooLarge) {
			return &sig.Error{Code: sig.CodeLimited, Expected: "statements and rows within the memory of a connection", Cause: backend.Reason("mariadb: the packet is too large")}
		}
		return backend.Failed("the database server to answer", backend.Reason("mariadb: the connection is lost"))
	}
	text := e.Message
	code, expected := sig.CodeFailed, "the database server to answer"
	switch e.Number {
	case 1044, 1045, 1698:
		code, expected, text = sig.CodeDenied, "a login and a password that the server takes for this database", "access denied"
	case 1095, 1142, 1143, 1227, 1290, 1370, 1410, 1419, 1449:
		code, expected = sig.CodeDenied, "what the login of this scope may do"
	case 1049:
		code, expected = sig.CodeNotFound, "a database that exists"
	case 1020, 1205, 1213:
		code, expected = sig.CodeBusy, "no conflict with another transaction; try again"
	case 1038, 1040, 1041, 1153, 1203, 1226:
		code, expected = sig.CodeLimited, "a statement within the limits of the server"
	default:
		switch string(e.SQLState[:2]) {
		case "02", "21", "22", "23", "42", "44", "45", "0A":
			code, expected = sig.CodeInvalid, ""
		case "40":
			code, expected = sig.CodeBusy, "no conflict with another transaction; try again"
		}
	}
	return &sig.Error{Code: code, Expected: expected, Cause: backend.Reason("mariadb: " + text + " (" + strconv.Itoa(int(e.Number)) + ")")}
}

// connectError is sqlError for a connection that did not come about.
func connectError(ctx context.Context, err error, tls bool) error {
	var e *mysql.MySQLError
	if errors.As(err, &e) || ctx.Err() != nil {
		return sqlError(ctx, err)
	}
	if tls {
		return backend.Failed("a server that answers, with TLS and a certificate that is valid for its name", backend.Reason("mariadb: no connection"))
	}
	return backend.Failed("a server that answers", backend.Reason("mariadb: no connection"))
}
