// Package nearinitregistrysealed: a registry that only init functions fill.
//
// Verdict: proved.
package nearinitregistrysealed

import (
	"context"
	"errors"
	"fmt"
	"unicode"

	sig "github.com/sigen-dev/sigen/runtime"
)

type check func(string) error

var checks = make(map[string]check)

func register(name string, c check) {
	if _, ok := checks[name]; ok {
		panic("registered twice: " + name)
	}
	checks[name] = c
}

func init() {
	register("nonempty", func(s string) error {
		if s == "" {
			return errors.New("empty")
		}
		return nil
	})
	register("ascii", func(s string) error {
		for _, r := range s {
			if r > unicode.MaxASCII {
				return fmt.Errorf("%q is not ASCII", r)
			}
		}
		return nil
	})
}

// C is the component.
//
//sig:component name=near-init-registry-sealed scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Check(ctx context.Context, p P) error {
	f, ok := checks[p.K]
	if !ok {
		return sig.ErrNotFound
	}
	return f(p.V)
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
