package main

import (
	"context"
	"errors"
	"strconv"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Word is a named text.
type Word string

// Day writes itself as text.
type Day struct{ n int }

// MarshalText implements encoding.TextMarshaler.
func (d Day) MarshalText() ([]byte, error) {
	return strconv.AppendInt([]byte("day-"), int64(d.n), 10), nil
}

// UnmarshalText implements encoding.TextUnmarshaler.
func (d *Day) UnmarshalText(b []byte) error {
	if len(b) < 5 || string(b[:4]) != "day-" {
		return errors.New("want day-N")
	}
	n, err := strconv.Atoi(string(b[4:]))
	d.n = n
	return err
}

// Keys has maps of every kind.
type Keys struct {
	Text  map[string]int               `json:"text,omitempty"`
	Word  map[Word]int                 `json:"word,omitempty"`
	Int   map[int]string               `json:"int,omitempty"`
	Tiny  map[int8]bool                `json:"tiny,omitempty"`
	Uint  map[uint64]bool              `json:"uint,omitempty"`
	Day   map[Day][]Day                `json:"day,omitempty"`
	Inner map[Word]map[int]map[Day]int `json:"inner,omitempty"`
}

// Box echoes.
//
//sig:component name=map-keys-box scope=tenant
type Box struct{ sig.Instance }

//sig:runnable
func (b *Box) Echo(ctx context.Context, k Keys) (Keys, error) { return k, nil }
