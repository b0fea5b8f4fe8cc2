// Package fault makes the errors of the providers: every one is a *sig.Error,
// so that components and the kernel can match its kind.
package fault

import sig "github.com/sigen-dev/sigen/runtime"

// New makes an error. path is the settings path, file or property at fault,
// expected what to write instead; each may be empty, and cause nil.
func New(code sig.Code, path, expected string, cause error) *sig.Error {
	return &sig.Error{Code: code, Path: path, Expected: expected, Cause: cause}
}

// Invalid is New of sig.CodeInvalid without a cause.
func Invalid(path, expected string) *sig.Error {
	return New(sig.CodeInvalid, path, expected, nil)
}
