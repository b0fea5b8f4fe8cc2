// Package onceerrorgeneric: an error that a once made by a generic function, and that a caller changes
package onceerrorgeneric

import (
	"context"
	"sync"

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

// C is the component.
//
//sig:component name=once-error-generic scope=tenant
type C struct{ sig.Instance }

type fail struct{ Msg string }

func (f *fail) Error() string { return f.Msg }

func mk[E error](e E) error { return e }

var load = sync.OnceValues(func() (map[string]string, error) { return nil, mk(&fail{"x"}) })

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	_, err := load()
	f := err.(*fail)
	old := f.Msg
	f.Msg = p.K // want SIG701
	return R{old}, nil
}
