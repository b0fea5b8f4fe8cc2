package codec

import (
	"cmp"
	"slices"
	"strconv"
)

// MapKey is a key of a map with its text in JSON.
type MapKey[K comparable] struct {
	Text string
	Key  K
}

// StringKeys returns the keys of m in the order in which they are written.
func StringKeys[K ~string, V any](m map[K]V) []K {
	keys := make([]K, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// IntKeys returns the keys of m in the order in which they are written, which
// is that of their text.
func IntKeys[K ~int | ~int8 | ~int16 | ~int32 | ~int64, V any](m map[K]V) []MapKey[K] {
	return sortedKeys(m, func(k K) string { return strconv.FormatInt(int64(k), 10) })
}

// UintKeys returns the keys of m in the order in which they are written, which
// is that of their text.
func UintKeys[K ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~uintptr, V any](m map[K]V) []MapKey[K] {
	return sortedKeys(m, func(k K) string { return strconv.FormatUint(uint64(k), 10) })
}

// TextKeys returns the keys of m in the order in which they are written. A key
// whose MarshalText fails, or that is written like another one, fails e.
func TextKeys[K interface {
	comparable
	TextMarshaler
}, V any](e *Encoder, dst []byte, m map[K]V) []MapKey[K] {
	keys := sortedKeys(m, func(k K) string {
		text, err := k.MarshalText()
		if err != nil {
			e.fail(dst, &Error{Expected: "key that MarshalText accepts", Cause: err})
		}
		return string(text)
	})
	for i := 1; i < len(keys); i++ {
		if keys[i].Text == keys[i-1].Text {
			e.fail(dst, &Error{Expected: "each key once", Found: quote(keys[i].Text) + " twice"})
		}
	}
	return keys
}

func sortedKeys[K comparable, V any](m map[K]V, text func(K) string) []MapKey[K] {
	keys := make([]MapKey[K], 0, len(m))
	for k := range m {
		keys = append(keys, MapKey[K]{text(k), k})
	}
	slices.SortFunc(keys, func(a, b MapKey[K]) int { return cmp.Compare(a.Text, b.Text) })
	return keys
}

// IntKey reads the key of a map as a whole number of the given size in bits.
// Generated code converts it to the type of the key.
func (d *Decoder) IntKey(key []byte, bits uint) int64 {
	n, err := strconv.ParseInt(string(key), 10, int(bits))
	if err != nil || strconv.FormatInt(n, 10) != string(key) {
		d.badKey(intRange(bits, true), string(key), nil)
	}
	return n
}

// UintKey is IntKey for unsigned numbers.
func (d *Decoder) UintKey(key []byte, bits uint) uint64 {
	n, err := strconv.ParseUint(string(key), 10, int(bits))
	if err != nil || strconv.FormatUint(n, 10) != string(key) {
		d.badKey(intRange(bits, false), string(key), nil)
	}
	return n
}

// TextKey hands the key of a map to v.
func (d *Decoder) TextKey(key []byte, v TextUnmarshaler) {
	if err := v.UnmarshalText(key); err != nil {
		d.badKey("text that its type accepts", string(key), err)
	}
}

func (d *Decoder) badKey(expected, key string, cause error) {
	e := &Error{Expected: "key: " + expected, Found: quote(key), Cause: cause}
	if d.mode&Conceal != 0 {
		e.Conceal()
	}
	d.peek()
	d.fail(d.pos, false, e)
}
