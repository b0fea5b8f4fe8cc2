package validatorsprintown

import (
	"context"
	"errors"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
)

type check func(string) error

type one struct{ v []string }

func (o one) String() string {
	old := o.v[0]
	o.v[0] = "x" + old
	return old
}

func log() check {
	all := []one{{[]string{"a"}}}
	return func(s string) error { return fmt.Errorf("%v", all) }
}

var checks = map[string]check{
	"log": log(),
}

// C is the component.
//
//sig:component name=validators-print-own scope=tenant
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
