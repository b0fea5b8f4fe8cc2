package codec

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// The checks below return nil, or an Error without a path. A decoder takes it
// with [Decoder.Check] after it has read the value; code that checks a typed
// value adds the path with [Error.At] and [Error.AtIndex] on its way out.

// Number is what Min, Max and the enums of numbers compare.
type Number interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~uintptr | ~float32 | ~float64
}

// Min checks v >= limit, which a NaN is not.
func Min[T Number](v, limit T) *Error {
	if v >= limit {
		return nil
	}
	return &Error{Expected: "at least " + formatNumber(limit), Found: formatNumber(v)}
}

// Max checks v <= limit, which a NaN is not.
func Max[T Number](v, limit T) *Error {
	if v <= limit {
		return nil
	}
	return &Error{Expected: "at most " + formatNumber(limit), Found: formatNumber(v)}
}

// MinDuration is Min with durations in the text, for a value that is written as
// one. For a number of nanoseconds, Min is right.
func MinDuration(v, limit time.Duration) *Error {
	if v >= limit {
		return nil
	}
	return &Error{Expected: "at least " + limit.String(), Found: v.String()}
}

// MaxDuration is Max with durations in the text.
func MaxDuration(v, limit time.Duration) *Error {
	if v <= limit {
		return nil
	}
	return &Error{Expected: "at most " + limit.String(), Found: v.String()}
}

// MinLength checks the number of code points of a string.
func MinLength[T ~string](v T, limit int) *Error {
	if n := utf8.RuneCountInString(string(v)); n < limit {
		return &Error{Expected: "at least " + characters(limit), Found: itoa(n)}
	}
	return nil
}

// MaxLength checks the number of code points of a string.
func MaxLength[T ~string](v T, limit int) *Error {
	if len(v) <= limit {
		return nil
	}
	if n := utf8.RuneCountInString(string(v)); n > limit {
		return &Error{Expected: "at most " + characters(limit), Found: itoa(n)}
	}
	return nil
}

// MinItems checks the length of a slice or map, which is n.
func MinItems(n, limit int) *Error {
	if n >= limit {
		return nil
	}
	return &Error{Expected: "at least " + items(limit), Found: itoa(n)}
}

// MaxItems checks the length of a slice or map, which is n.
func MaxItems(n, limit int) *Error {
	if n <= limit {
		return nil
	}
	return &Error{Expected: "at most " + items(limit), Found: itoa(n)}
}

// MinBytes checks the length of a []byte, which is n.
func MinBytes(n, limit int) *Error {
	if n >= limit {
		return nil
	}
	return &Error{Expected: "at least " + count(limit, "byte"), Found: itoa(n)}
}

// MaxBytes checks the length of a []byte, which is n.
func MaxBytes(n, limit int) *Error {
	if n <= limit {
		return nil
	}
	return &Error{Expected: "at most " + count(limit, "byte"), Found: itoa(n)}
}

// Enum checks that v is one of allowed.
func Enum[T ~string](v T, allowed ...T) *Error {
	for _, a := range allowed {
		if v == a {
			return nil
		}
	}
	names := make([]string, len(allowed))
	for i, a := range allowed {
		names[i] = string(a)
	}
	e := &Error{Expected: "one of " + strings.Join(names, ", "), Found: quote(string(v))}
	if hint := suggest(string(v), names); strings.HasPrefix(hint, "did") {
		e.Hint = hint
	}
	return e
}

// EnumNumber checks that v is one of allowed.
func EnumNumber[T Number](v T, allowed ...T) *Error {
	for _, a := range allowed {
		if v == a {
			return nil
		}
	}
	names := make([]string, len(allowed))
	for i, a := range allowed {
		names[i] = formatNumber(a)
	}
	return &Error{Expected: "one of " + strings.Join(names, ", "), Found: formatNumber(v)}
}

// Pattern checks that re matches somewhere in v.
func Pattern[T ~string](v T, re *regexp.Regexp) *Error {
	if re.MatchString(string(v)) {
		return nil
	}
	return &Error{Expected: "match for " + re.String(), Found: quote(string(v))}
}

// TooDeep is what a check of a recursive type answers below MaxDepth levels,
// where the value may contain itself.
func TooDeep() *Error {
	return &Error{Expected: "at most " + itoa(MaxDepth) + " levels", Found: "more"}
}

func characters(n int) string { return count(n, "character") }
func items(n int) string      { return count(n, "item") }

func count(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return itoa(n) + " " + what
}

// formatNumber writes any number without knowing its type: half of one tells
// floats, less than zero tells signed integers.
func formatNumber[T Number](v T) string {
	one := T(1)
	switch {
	case one/2 != 0:
		f, bits := float64(v), 64
		if float64(float32(f)) == f {
			bits = 32 // as short as a float32 is written; for a float64 it is no longer
		}
		return strconv.FormatFloat(f, 'g', -1, bits)
	case v < 0:
		return strconv.FormatInt(int64(v), 10)
	}
	return strconv.FormatUint(uint64(v), 10)
}
