package api

import (
	"context"
)

// T is odd.
type T struct{ v string }

var seen []string

// MarshalText writes.
func (t T) MarshalText() ([]byte, error) { seen = append(seen, t.v); return []byte(t.v), nil } // want SIG701

// UnmarshalText reads.
func (t *T) UnmarshalText(b []byte) error { t.v = string(b); return nil }

// Of makes.
func Of(v string) T { return T{v} }

// Q is.
type Q struct {
	T T `json:"t"`
}

// API is a contract.
//
//sig:contract name=cpc-api
type API interface {
	//sig:runnable
	Do(ctx context.Context, p Q) error
}
