package validatorsstructfunctionreturns

import (
	"context"
	"errors"

	sig "github.com/sigen-dev/sigen/runtime"
)

type check func(string) error

type step struct{ get func() []string }

func log() check {
	n := []string{"a"}
	st := step{func() []string { return n }}
	return func(s string) error {
		v := st.get()
		old := v[0]
		v[0] = s
		return errors.New(old)
	}
}

var checks = map[string]check{
	"log": log(),
}

// C is the component.
//
//sig:component name=validators-struct-function-returns scope=tenant
type C struct{ sig.Instance }

//sig:runnable
func (c *C) Do(ctx context.Context, p P) (R, error) {
	f, ok := checks[p.K]
	if !ok {
		return R{}, errors.New("no such check")
	}
	return R{V: p.V}, f(p.V) // want SIG702
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
}
