package validatorsshareset

import (
	"context"
	"errors"

	sig "github.com/sigen-dev/sigen/runtime"
)

type check func(string) error

func pair() (check, check) {
	set := map[string]bool{}
	return func(s string) error {
			if set[s] {
				return errors.New("seen")
			}
			return nil
		}, func(s string) error {
			set[s] = true
			return nil
		}
}

var get, put = pair()

var checks = map[string]check{
	"get": get,
	"put": put,
}

// C is the component.
//
//sig:component name=validators-share-set scope=tenant
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
