package core

import "context"

var classText = [...]string{
	CodeNone:         "failed",
	CodeNotFound:     "not_found",
	CodeInvalid:      "invalid",
	CodeScope:        "scope",
	CodeDenied:       "denied",
	CodeInstanceGone: "instance_gone",
	CodeDraining:     "draining",
	CodeLimited:      "limited",
	CodeBusy:         "busy",
	CodeTimeout:      "timeout",
	CodePanic:        "panic",
	CodeFailed:       "failed",
}

// canceled is the class of a call whose caller gave up. It is no Code: a Code is what the kernel says.
const canceled = Code(len(classText))

// ErrorClass sorts an error into one of a dozen words, for labels: "not_found", "invalid",
// "scope", "denied", "instance_gone", "draining", "limited", "busy", "timeout", "panic", "canceled",
// "failed" for all others, and "" for nil. Nothing of the error's text is in it.
func ErrorClass(err error) string {
	if err == nil {
		return ""
	}
	return classOf(err).class()
}

func (c Code) class() string {
	if c == canceled {
		return "canceled"
	}
	if int(c) < len(classText) {
		return classText[c]
	}
	return "failed"
}

// classOf is the Code of the first *Error in err's chain; it allocates nothing.
func classOf(err error) Code {
	found := CodeFailed
	for err != nil {
		if e, ok := err.(*Error); ok && e.Code != CodeNone && (e.Code != CodeFailed || e.Cause == nil) {
			return e.Code
		}
		switch err {
		case context.DeadlineExceeded:
			return CodeTimeout
		case context.Canceled:
			return canceled
		}
		switch x := err.(type) {
		case interface{ Unwrap() error }:
			err = x.Unwrap()
		case interface{ Unwrap() []error }:
			for _, one := range x.Unwrap() {
				if c := classOf(one); c != CodeFailed {
					return c
				}
			}
			return found
		default:
			return found
		}
	}
	return found
}
