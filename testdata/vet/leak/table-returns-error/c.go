// Package tablereturnserror: what a table holds returns an error of its own
package tablereturnserror

import (
	"context"
	"errors"

	sig "github.com/sigen-dev/sigen/runtime"
)

// P is what a caller sends.
type P struct {
	K string `json:"k"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}

type step interface{ Run(v string) error }

type fail struct{ Msg string }

func (f *fail) Error() string { return f.Msg }

type keep struct{ err *fail }

func (k *keep) Run(v string) error { return k.err }

var registry = map[string]step{"a": &keep{&fail{"x"}}}

// C is the component.
//
//sig:component name=table-returns-error scope=tenant
type C struct{ sig.Instance }

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	s, ok := registry["a"]
	if !ok {
		return R{}, nil
	}
	err := s.Run(p.K)
	var f *fail
	if errors.As(err, &f) {
		old := f.Msg
		f.Msg = p.K // want SIG701
		return R{old}, nil
	}
	return R{}, err
}
