// Package sharedrules: a shared component with a list of rules
package sharedrules

import (
	"context"
	"errors"

	sig "github.com/sigen-dev/sigen/runtime"
)

type rule interface{ check(P) error }
type notEmpty struct{}

func (notEmpty) check(p P) error {
	if p.V == "" {
		return errors.New("empty")
	}
	return nil
}

type maxLen struct{ n int }

func (m maxLen) check(p P) error {
	if len(p.V) > m.n {
		return errors.New("too long")
	}
	return nil
}

// C is one.
//
//sig:component name=shared-rules scope=shared
type C struct {
	sig.Instance
	rules []rule
}

// Start sets it.
func (c *C) Start(ctx context.Context) error {
	c.rules = []rule{notEmpty{}, maxLen{10}}
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	for _, r := range c.rules {
		if err := r.check(p); err != nil {
			return R{}, err
		}
	}
	return R{V: p.V}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
