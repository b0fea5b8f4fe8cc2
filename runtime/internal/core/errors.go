package core

import (
	"context"
	"strconv"
	"strings"
	"time"
)

// A Code classifies an Error. The zero Code is no code at all and matches nothing.
type Code uint8

// The codes, each with its sentinel error.
const (
	CodeNone Code = iota
	CodeNotFound
	CodeInvalid
	CodeScope
	CodeDenied
	CodeInstanceGone
	CodeDraining
	CodeLimited
	CodeBusy
	CodeTimeout
	CodePanic
	CodeFailed
)

var codeText = [...]string{
	CodeNone:         "error",
	CodeNotFound:     "not found",
	CodeInvalid:      "invalid",
	CodeScope:        "outside the scope",
	CodeDenied:       "denied",
	CodeInstanceGone: "instance gone",
	CodeDraining:     "draining",
	CodeLimited:      "limit reached",
	CodeBusy:         "busy",
	CodeTimeout:      "timeout",
	CodePanic:        "panic",
	CodeFailed:       "failed",
}

// String is the code's name as error texts show it.
func (c Code) String() string {
	if int(c) < len(codeText) {
		return codeText[c]
	}
	return "code " + strconv.Itoa(int(c))
}

// Sentinels to match with errors.Is. Whatever the kernel returns is an *Error
// whose code equals that of one of them.
var (
	ErrNotFound     error = &Error{Code: CodeNotFound}
	ErrInvalid      error = &Error{Code: CodeInvalid}
	ErrScope        error = &Error{Code: CodeScope}
	ErrDenied       error = &Error{Code: CodeDenied}
	ErrInstanceGone error = &Error{Code: CodeInstanceGone}
	ErrDraining     error = &Error{Code: CodeDraining}
	ErrLimited      error = &Error{Code: CodeLimited}
	ErrBusy         error = &Error{Code: CodeBusy}
	ErrTimeout      error = &Error{Code: CodeTimeout}
	ErrPanic        error = &Error{Code: CodePanic}
)

// An Error says what was refused, where, and what would have been accepted.
// Fields that do not apply are empty.
type Error struct {
	Code     Code
	Runnable string        // "tenant-db.query"
	Instance string        // "acme-db"
	Path     string        // JSON path or settings path of the offending value
	Expected string        // what to write instead
	Retry    time.Duration // when to try again; 0 for "not by waiting"
	Cause    error
}

// Error is one line: code, place, expectation, cause.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString("sig: ")
	b.WriteString(e.Code.String())
	sep := ": "
	add := func(parts ...string) {
		b.WriteString(sep)
		for _, p := range parts {
			b.WriteString(p)
		}
		sep = ": "
	}
	if e.Runnable != "" {
		add(e.Runnable)
	}
	if e.Instance != "" {
		add("instance ", e.Instance)
	}
	if e.Path != "" {
		add(e.Path)
	}
	if e.Expected != "" {
		add(e.Expected)
	}
	if e.Retry > 0 {
		add("retry after ", e.Retry.String())
	}
	if e.Cause != nil {
		add(e.Cause.Error())
	}
	return b.String()
}

// Unwrap returns the cause, which may be nil.
func (e *Error) Unwrap() error { return e.Cause }

// Is matches errors of the same code, so that errors.Is(err, ErrDenied) asks for
// the kind. A timeout is context.DeadlineExceeded too.
func (e *Error) Is(target error) bool {
	if t, ok := target.(*Error); ok {
		return t.Code == e.Code && e.Code != CodeNone
	}
	return e.Code == CodeTimeout && target == context.DeadlineExceeded
}

// Errf makes an error of a code with one expectation text.
func Errf(c Code, expected string) *Error { return &Error{Code: c, Expected: expected} }
