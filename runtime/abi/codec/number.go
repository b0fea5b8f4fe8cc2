package codec

import (
	"math"
	"strconv"
)

// The methods below read a whole number in range. As for encoding/json, 1.0 and
// 1e2 are none. A named type is a conversion of what they return.

// Int reads an int.
func (d *Decoder) Int() int { return int(d.signed(strconv.IntSize)) }

// Int8 reads an int8.
func (d *Decoder) Int8() int8 { return int8(d.signed(8)) }

// Int16 reads an int16.
func (d *Decoder) Int16() int16 { return int16(d.signed(16)) }

// Int32 reads an int32.
func (d *Decoder) Int32() int32 { return int32(d.signed(32)) }

// Int64 reads an int64.
func (d *Decoder) Int64() int64 { return d.signed(64) }

// Uint reads a uint.
func (d *Decoder) Uint() uint { return uint(d.unsigned(strconv.IntSize)) }

// Uint8 reads a uint8.
func (d *Decoder) Uint8() uint8 { return uint8(d.unsigned(8)) }

// Uint16 reads a uint16.
func (d *Decoder) Uint16() uint16 { return uint16(d.unsigned(16)) }

// Uint32 reads a uint32.
func (d *Decoder) Uint32() uint32 { return uint32(d.unsigned(32)) }

// Uint64 reads a uint64.
func (d *Decoder) Uint64() uint64 { return d.unsigned(64) }

// Float64 reads a number; one that no float64 is near is an error.
func (d *Decoder) Float64() float64 { return d.float(64) }

// Float32 reads a number; one that no float32 is near is an error.
func (d *Decoder) Float32() float32 { return float32(d.float(32)) }

// Bool reads true or false.
func (d *Decoder) Bool() bool {
	switch d.peek() {
	case 't':
		if d.word("true") {
			return true
		}
	case 'f':
		if d.word("false") {
			return false
		}
	}
	d.expect("true or false")
	return false
}

func (d *Decoder) signed(bits uint) int64 {
	negative := d.peek() == '-'
	i := d.pos
	if negative {
		i++
	}
	n, end := digits(d.in, i)
	// The most negative number is one further from zero than the most positive.
	limit := uint64(1) << (bits - 1)
	if !negative {
		limit--
	}
	if end == 0 || n > limit {
		d.badInt(bits, true)
		return 0
	}
	d.pos = end
	if negative {
		return -int64(n)
	}
	return int64(n)
}

func (d *Decoder) unsigned(bits uint) uint64 {
	d.peek()
	n, end := digits(d.in, d.pos)
	if end == 0 || n > math.MaxUint64>>(64-bits) {
		d.badInt(bits, false)
		return 0
	}
	d.pos = end
	return n
}

// digits reads the whole number that starts at in[i]. Its end is 0 if there is
// none, or if it has leading zeros, a fraction, an exponent or over 64 bits.
func digits(in []byte, i int) (n uint64, end int) {
	start := i
	for i < len(in) && in[i]-'0' < 10 {
		digit := uint64(in[i] - '0')
		if n >= math.MaxUint64/10 && (n > math.MaxUint64/10 || digit > math.MaxUint64%10) {
			return 0, 0
		}
		n = n*10 + digit
		i++
	}
	if i == start || in[start] == '0' && i > start+1 {
		return 0, 0
	}
	if i < len(in) && (in[i] == '.' || in[i]|0x20 == 'e') {
		return 0, 0
	}
	return n, i
}

func (d *Decoder) badInt(bits uint, signed bool) {
	if d.err == nil {
		d.expect(intRange(bits, signed))
	}
}

// intRange says which integers have so many bits.
func intRange(bits uint, signed bool) string {
	switch {
	case signed && bits == 64:
		return "integer of 64 bits"
	case signed:
		limit := int64(1) << (bits - 1)
		return "integer from " + strconv.FormatInt(-limit, 10) + " to " + strconv.FormatInt(limit-1, 10)
	}
	return "integer from 0 to " + strconv.FormatUint(math.MaxUint64>>(64-bits), 10)
}

func (d *Decoder) float(bits int) float64 {
	d.peek()
	end := numberEnd(d.in, d.pos)
	if end == 0 {
		d.expect("number")
		return 0
	}
	f, err := strconv.ParseFloat(string(d.in[d.pos:end]), bits)
	if err != nil {
		d.expect("number of " + strconv.Itoa(bits) + " bits")
		return 0
	}
	d.pos = end
	return f
}

// numberEnd returns the offset after the number that starts at in[i], 0 if
// there is none: an optional minus, digits without leading zeros, an optional
// fraction and an optional exponent.
func numberEnd(in []byte, i int) int {
	if i < len(in) && in[i] == '-' {
		i++
	}
	start := i
	if i = digitsEnd(in, i); i == 0 || in[start] == '0' && i > start+1 {
		return 0
	}
	if i < len(in) && in[i] == '.' {
		if i = digitsEnd(in, i+1); i == 0 {
			return 0
		}
	}
	if i < len(in) && in[i]|0x20 == 'e' {
		if i++; i < len(in) && (in[i] == '+' || in[i] == '-') {
			i++
		}
		i = digitsEnd(in, i)
	}
	return i
}

// digitsEnd returns the offset after the digits at in[i], 0 if there are none.
func digitsEnd(in []byte, i int) int {
	start := i
	for i < len(in) && in[i]-'0' < 10 {
		i++
	}
	if i == start {
		return 0
	}
	return i
}

func itoa(n int) string { return strconv.Itoa(n) }
