package main

import (
	"encoding/json"
	"errors"
	"math/rand/v2"
	"strings"
)

// Text writes and reads itself as text.
type Text struct{ s string }

// MarshalText implements encoding.TextMarshaler.
func (t Text) MarshalText() ([]byte, error) { return []byte("<" + t.s + ">"), nil }

// UnmarshalText implements encoding.TextUnmarshaler.
func (t *Text) UnmarshalText(b []byte) error {
	s, ok := strings.CutPrefix(string(b), "<")
	if !ok || !strings.HasSuffix(s, ">") {
		return errors.New("want <text>")
	}
	t.s = strings.TrimSuffix(s, ">")
	return nil
}

// Randomize is for the tests.
func (t *Text) Randomize(r *rand.Rand) { t.s = []string{"", "a", "é&"}[r.IntN(3)] }

// TextByPointer does so by methods of its pointer.
type TextByPointer struct{ s string }

// MarshalText implements encoding.TextMarshaler.
func (t *TextByPointer) MarshalText() ([]byte, error) { return []byte("*" + t.s), nil }

// UnmarshalText implements encoding.TextUnmarshaler.
func (t *TextByPointer) UnmarshalText(b []byte) error {
	t.s = strings.TrimPrefix(string(b), "*")
	return nil
}

// Randomize is for the tests.
func (t *TextByPointer) Randomize(r *rand.Rand) { t.s = []string{"", "a"}[r.IntN(2)] }

// JSON writes and reads itself as JSON.
type JSON struct{ n int }

// MarshalJSON implements json.Marshaler.
func (j JSON) MarshalJSON() ([]byte, error) { return json.Marshal([]int{j.n}) }

// UnmarshalJSON implements json.Unmarshaler.
func (j *JSON) UnmarshalJSON(b []byte) error {
	var list []int
	if err := json.Unmarshal(b, &list); err != nil {
		return err
	}
	if len(list) > 1 {
		return errors.New("want one number at most")
	}
	j.n = 0
	if len(list) > 0 {
		j.n = list[0]
	}
	return nil
}

// Randomize is for the tests.
func (j *JSON) Randomize(r *rand.Rand) { j.n = r.IntN(3) }

// Other is JSON once more.
type Other struct{ N int }

// MarshalJSON implements json.Marshaler.
func (o Other) MarshalJSON() ([]byte, error) { return json.Marshal(o.N) }

// UnmarshalJSON implements json.Unmarshaler.
func (o *Other) UnmarshalJSON(b []byte) error { return json.Unmarshal(b, &o.N) }

// TextOctet is a byte that writes itself: a slice of it is a list, not base64.
type TextOctet byte

// MarshalText implements encoding.TextMarshaler.
func (t TextOctet) MarshalText() ([]byte, error) { return []byte{'a' + byte(t)%26}, nil }

// UnmarshalText implements encoding.TextUnmarshaler.
func (t *TextOctet) UnmarshalText(b []byte) error {
	if len(b) != 1 {
		return errors.New("want one letter")
	}
	*t = TextOctet(b[0])
	return nil
}

// TextWord is a string with methods: as a key it is written as it is, and read by its method, as encoding/json does.
type TextWord string

// MarshalText implements encoding.TextMarshaler.
func (t TextWord) MarshalText() ([]byte, error) { return []byte("w:" + string(t)), nil }

// UnmarshalText implements encoding.TextUnmarshaler.
func (t *TextWord) UnmarshalText(b []byte) error {
	*t = TextWord(strings.TrimPrefix(string(b), "w:"))
	return nil
}
