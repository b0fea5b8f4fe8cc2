package validatorswriteregexp

import (
	"context"
	"errors"
	"regexp"

	sig "github.com/sigen-dev/sigen/runtime"
)

type check func(string) error

func matches(expr string) check {
	re := regexp.MustCompile(expr)
	return func(s string) error {
		if len(s) > 3 {
			re.Longest()
		}
		return errors.New(re.FindString("aaa"))
	}
}

var checks = map[string]check{
	"a": matches("a(|a)"),
}

// C is the component.
//
//sig:component name=validators-write-regexp scope=tenant
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
