package backend

import (
	"context"
	"errors"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Invalid is the error of a mistake in what the caller gave.
func Invalid(path, expected string) *sig.Error {
	return &sig.Error{Code: sig.CodeInvalid, Path: path, Expected: expected}
}

// Denied is the error of what nobody may do through a pool.
func Denied(expected string) *sig.Error {
	return &sig.Error{Code: sig.CodeDenied, Expected: expected}
}

// Foreign is the one answer for a database of somebody else. It says nothing
// about whose it is, or whether it exists.
func Foreign(path string) *sig.Error {
	return &sig.Error{Code: sig.CodeScope, Path: path, Expected: "a database of this scope's own"}
}

// Failed is the error of a system that did not do its part.
func Failed(what string, cause error) *sig.Error {
	return &sig.Error{Code: sig.CodeFailed, Expected: what, Cause: cause}
}

// Ended says why a wait or a statement ended early. A deadline is ErrTimeout; a
// cancellation keeps context.Canceled as its cause.
func Ended(ctx context.Context, what string) *sig.Error {
	err := ctx.Err()
	code := sig.CodeFailed
	if errors.Is(err, context.DeadlineExceeded) {
		code = sig.CodeTimeout
	}
	return &sig.Error{Code: code, Expected: what, Cause: err}
}

// A Reason is what a database said, without what may hold paths or credentials.
type Reason string

func (r Reason) Error() string { return string(r) }
