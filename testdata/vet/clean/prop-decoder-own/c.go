package propdecoderown

import (
	"context"
	"errors"

	sig "github.com/sigen-dev/sigen/runtime"
)

// A Mode is read from text.
type Mode struct{ v string }

var known = map[string]bool{"fast": true, "slow": true}

// UnmarshalText reads.
func (m *Mode) UnmarshalText(b []byte) error {
	if !known[string(b)] {
		return errors.New("no such mode")
	}
	m.v = string(b)
	return nil
}

// MarshalText writes.
func (m Mode) MarshalText() ([]byte, error) { return []byte(m.v), nil }

// C has one.
//
//sig:component name=prop-decoder-own scope=tenant
type C struct {
	sig.Instance
	Mode Mode `sig:"prop,default=slow"`
}

//sig:runnable
func (c *C) Do(ctx context.Context) (R, error) { return R{c.Mode.v}, nil }

// R is its result.
type R struct {
	V string `json:"v"`
}
