package validatorsreceive

import (
	"context"
	"errors"

	sig "github.com/sigen-dev/sigen/runtime"
)

type check func(string) error

func log() check {
	ch := make(chan string, 9)
	ch <- "x"
	return func(s string) error {
		if s == "" {
			return nil
		}
		if len(ch) == 0 {
			return errors.New("somebody was here")
		}
		<-ch
		return nil
	}
}

var checks = map[string]check{
	"log": log(),
}

// C is the component.
//
//sig:component name=validators-receive scope=tenant
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
