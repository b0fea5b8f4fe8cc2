package core

import (
	"errors"
	"time"

	"github.com/sigen-dev/sigen/runtime/abi/codec"
)

// The methods below read a text that stands under key. One that does not fit is
// a complaint like Check's, and the result is zero.

// Bool reads true or false.
func (r *SettingsReader) Bool(key, text string) bool {
	v, err := codec.ParseBool(text)
	r.Check(key, err)
	return v
}

// Int reads a whole number of the given size in bits.
func (r *SettingsReader) Int(key, text string, bits int) int64 {
	v, err := codec.ParseInt(text, bits)
	r.Check(key, err)
	return v
}

// Uint reads a whole number that is not negative.
func (r *SettingsReader) Uint(key, text string, bits int) uint64 {
	v, err := codec.ParseUint(text, bits)
	r.Check(key, err)
	return v
}

// Float reads a finite number of 32 or 64 bits.
func (r *SettingsReader) Float(key, text string, bits int) float64 {
	v, err := codec.ParseFloat(text, bits)
	r.Check(key, err)
	return v
}

// Duration reads a duration with its units.
func (r *SettingsReader) Duration(key, text string) time.Duration {
	v, err := codec.ParseDuration(text)
	r.Check(key, err)
	return v
}

// Time reads a time in the form of RFC 3339.
func (r *SettingsReader) Time(key, text string) time.Time {
	v, err := codec.ParseTime(text)
	r.Check(key, err)
	return v
}

// Bytes reads base64.
func (r *SettingsReader) Bytes(key, text string) []byte {
	v, err := codec.ParseBytes(text)
	r.Check(key, err)
	return v
}

// CheckJSON is Check of what a decoder's Finish answered, for JSON in a text.
func (r *SettingsReader) CheckJSON(key string, err error) {
	var e *codec.Error
	if errors.As(err, &e) {
		r.Check(key, e)
	}
}
