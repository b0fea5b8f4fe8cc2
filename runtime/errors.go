package sig

import "github.com/sigen-dev/sigen/runtime/internal/core"

type (
	// Error says what was refused, where, and what would have been accepted.
	Error = core.Error
	// Code classifies an Error.
	Code = core.Code
)

// The codes of errors.
const (
	CodeNotFound     = core.CodeNotFound
	CodeInvalid      = core.CodeInvalid
	CodeScope        = core.CodeScope
	CodeDenied       = core.CodeDenied
	CodeInstanceGone = core.CodeInstanceGone
	CodeDraining     = core.CodeDraining
	CodeLimited      = core.CodeLimited
	CodeBusy         = core.CodeBusy
	CodeTimeout      = core.CodeTimeout
	CodePanic        = core.CodePanic
	CodeFailed       = core.CodeFailed
)

// Sentinels to match with errors.Is.
var (
	ErrNotFound     = core.ErrNotFound     // nothing there that this caller can reach
	ErrInvalid      = core.ErrInvalid      // input that does not fit, with its path
	ErrScope        = core.ErrScope        // an attempt to leave one's scope
	ErrDenied       = core.ErrDenied       // no permission: a zero handle, no identity, no reason, a closed kernel
	ErrInstanceGone = core.ErrInstanceGone // a handle or client of an instance that was removed
	ErrDraining     = core.ErrDraining     // the instance is going; see Error.Retry
	ErrLimited      = core.ErrLimited      // the caller's own limit
	ErrBusy         = core.ErrBusy         // no room here and now; see Error.Retry
	ErrTimeout      = core.ErrTimeout      // the runnable's deadline; context.DeadlineExceeded too
	ErrPanic        = core.ErrPanic        // the runnable panicked; nobody else noticed
)
