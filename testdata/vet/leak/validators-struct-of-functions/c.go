package validatorsstructoffunctions

import (
	"context"
	"errors"

	sig "github.com/sigen-dev/sigen/runtime"
)

type check func(string) error

type step struct {
	f func(func(string) string, string) string
	g func(string) string
}

func log() check {
	n := ""
	st := step{func(g func(string) string, s string) string { return g(s) }, func(s string) string { old := n; n = s; return old }}
	return func(s string) error { return errors.New(st.f(st.g, s)) }
}

var checks = map[string]check{
	"log": log(),
}

// C is the component.
//
//sig:component name=validators-struct-of-functions scope=tenant
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
