package validatorswithsettings

import (
	"context"
	"errors"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

type check func(string) error

type opts struct {
	min, max int
	bad      []rune
}

func between(o *opts) check {
	return func(s string) error {
		if len(s) < o.min || len(s) > o.max {
			return errors.New("length")
		}
		for _, r := range o.bad {
			if strings.ContainsRune(s, r) {
				return errors.New("rune")
			}
		}
		return nil
	}
}

var checks = map[string]check{
	"size": between(&opts{1, 3, []rune{'x'}}),
}

// C is the component.
//
//sig:component name=validators-with-settings scope=tenant
type C struct{ sig.Instance }

//sig:runnable
func (c *C) Do(ctx context.Context, p P) (R, error) {
	f, ok := checks[p.K]
	if !ok {
		return R{}, errors.New("no such check")
	}
	return R{V: p.V}, f(p.V)
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
