// Package fault makes the errors of the providers: every one is a *sig.Error,
// so that components and the kernel can match its kind.
package fault

import sig "github.com/sigen-dev/sigen/runtime"

// New makes an error of the kind of a sentinel such as sig.ErrInvalid. path is
// the settings path, file or property at fault, expected what to write instead;
// each may be empty.
func New(kind error, path, expected string, cause error) *sig.Error {
	e := &sig.Error{Path: path, Expected: expected, Cause: cause}
	if k, ok := kind.(*sig.Error); ok {
		e.Code = k.Code
	}
	return e
}

// Invalid is New of sig.ErrInvalid without a cause.
func Invalid(path, expected string) *sig.Error { return New(sig.ErrInvalid, path, expected, nil) }
