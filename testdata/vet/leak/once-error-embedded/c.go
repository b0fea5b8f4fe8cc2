// Package onceerrorembedded: an error that a once made, which has its methods of an embedded one
package onceerrorembedded

import (
	"context"
	"errors"
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
//sig:component name=once-error-embedded scope=tenant
type C struct{ sig.Instance }

type fail struct {
	error
	Msg string
}

var load = sync.OnceValues(func() (map[string]string, error) { return nil, &fail{errors.New("x"), ""} })

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	_, err := load()
	f := err.(*fail)
	old := f.Msg
	f.Msg = p.K // want SIG701
	return R{old}, nil
}
