package sqldb

import (
	"context"
	"errors"

	sig "github.com/sigen-dev/sigen/runtime"
)

// errNoKernel is what the zero Pool answers.
var errNoKernel = &sig.Error{Code: sig.CodeDenied, Expected: "a sqldb.Pool minted by a kernel; declare it as a field with `sig:\"requires\"`"}

var errNoScope = &sig.Error{Code: sig.CodeDenied, Expected: "a scope that a kernel made"}

func invalid(path, expected string) *sig.Error {
	return &sig.Error{Code: sig.CodeInvalid, Path: path, Expected: expected}
}

// errForeign is the one answer for a database of somebody else. It says nothing
// about whose it is, or whether it exists.
func errForeign(path string) *sig.Error {
	return &sig.Error{Code: sig.CodeScope, Path: path, Expected: "a database of this scope's own"}
}

func failed(what string, cause error) *sig.Error {
	return &sig.Error{Code: sig.CodeFailed, Expected: what, Cause: cause}
}

// ctxError says why a wait or a statement ended early. A deadline is ErrTimeout;
// a cancellation keeps context.Canceled as its cause.
func ctxError(ctx context.Context, what string) *sig.Error {
	err := ctx.Err()
	code := sig.CodeFailed
	if errors.Is(err, context.DeadlineExceeded) {
		code = sig.CodeTimeout
	}
	return &sig.Error{Code: code, Expected: what, Cause: err}
}
