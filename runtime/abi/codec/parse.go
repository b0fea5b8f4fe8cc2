package codec

import (
	"encoding/base64"
	"math"
	"strconv"
	"strings"
	"time"
)

// The functions below read one setting from its text. They return an Error
// without a path, or nil: the caller adds the path with [Error.Under], and
// removes the value with [Error.Conceal] where it may be secret. White space around the
// text is not part of a value and is an error, except in strings.

// ParseBool reads true or false.
func ParseBool(text string) (bool, *Error) {
	switch text {
	case "true":
		return true, nil
	case "false":
		return false, nil
	}
	e := &Error{Expected: "true or false", Found: quote(text)}
	switch strings.ToLower(text) {
	case "yes", "on", "1", "t", "y":
		e.Hint = "write true"
	case "no", "off", "0", "f", "n":
		e.Hint = "write false"
	default:
		if hint := suggest(text, []string{"true", "false"}); strings.HasPrefix(hint, "did") {
			e.Hint = hint
		}
	}
	return false, e
}

// ParseInt reads a whole number of the given size in bits, 8 to 64, written as
// in JSON.
func ParseInt(text string, bits int) (int64, *Error) {
	n, err := strconv.ParseInt(text, 10, bits)
	if err != nil || text[0] == '+' || leadingZero(text) {
		return 0, &Error{Expected: intRange(uint(bits), true), Found: quote(text)}
	}
	return n, nil
}

// ParseUint reads a whole number that is not negative, of the given size in
// bits, 8 to 64.
func ParseUint(text string, bits int) (uint64, *Error) {
	n, err := strconv.ParseUint(text, 10, bits)
	if err != nil || leadingZero(text) {
		return 0, &Error{Expected: intRange(uint(bits), false), Found: quote(text)}
	}
	return n, nil
}

// leadingZero tells 007, which some read as octal.
func leadingZero(text string) bool {
	text = strings.TrimPrefix(text, "-")
	return len(text) > 1 && text[0] == '0'
}

// ParseFloat reads a finite number of 32 or 64 bits, written as in JSON.
func ParseFloat(text string, bits int) (float64, *Error) {
	if numberEnd([]byte(text), 0) == len(text) && text != "" {
		if f, err := strconv.ParseFloat(text, bits); err == nil && !math.IsInf(f, 0) {
			return f, nil
		}
	}
	return 0, &Error{Expected: "number of " + itoa(bits) + " bits", Found: quote(text)}
}

// ParseDuration reads a duration with its units, such as 30s or 1h30m.
func ParseDuration(text string) (time.Duration, *Error) {
	d, err := time.ParseDuration(text)
	if err == nil {
		return d, nil
	}
	e := &Error{Expected: "duration like 30s or 1h30m", Found: quote(text)}
	if _, err := strconv.ParseUint(text, 10, 63); err == nil {
		e.Hint = "a unit is missing: " + shorten(text) + "s or " + shorten(text) + "ms"
	}
	return 0, e
}

// ParseTime reads a time in the form of RFC 3339.
func ParseTime(text string) (time.Time, *Error) {
	var t time.Time
	if err := t.UnmarshalText([]byte(text)); err != nil {
		return time.Time{}, &Error{Expected: "time like 2006-01-02T15:04:05Z", Found: quote(text)}
	}
	return t, nil
}

// ParseBytes reads standard base64.
func ParseBytes(text string) ([]byte, *Error) {
	b, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return nil, &Error{Expected: "base64", Found: quote(text)}
	}
	return b, nil
}

// ParseText hands text to v.
func ParseText(text string, v TextUnmarshaler) *Error {
	if err := v.UnmarshalText([]byte(text)); err != nil {
		return &Error{Expected: "text that its type accepts", Found: quote(text), Cause: err}
	}
	return nil
}
