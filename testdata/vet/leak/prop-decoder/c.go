package propdecoder

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type Mode struct{ v string }

var modes []string

func (m *Mode) UnmarshalText(b []byte) error {
	modes = append(modes, string(b)) // want SIG701
	m.v = modes[0]
	return nil
}
func (m Mode) MarshalText() ([]byte, error) { return []byte(m.v), nil }

// C does.
//
//sig:component name=prop-decoder scope=tenant
type C struct {
	sig.Instance
	Mode Mode `sig:"prop,default=x"`
}

//sig:runnable
func (c *C) Do(ctx context.Context) (R, error) { return R{c.Mode.v}, nil }

// R is its result.
type R struct {
	V string `json:"v"`
}
