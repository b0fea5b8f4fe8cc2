// Package rulestable: rules as functions in a table
package rulestable

import (
	"context"
	"errors"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
)

type rule struct {
	name  string
	check func(P) error
}

var errEmpty = errors.New("empty")

var rules = []rule{
	{"key", func(p P) error {
		if p.K == "" {
			return errEmpty
		}
		return nil
	}},
	{"number", checkNumber},
}

func checkNumber(p P) error {
	if p.N < 0 {
		return fmt.Errorf("number %d: %w", p.N, errEmpty)
	}
	return nil
}

// C is the component.
//
//sig:component name=rules-table scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	var errs []error
	for _, r := range rules {
		if err := r.check(p); err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", r.name, err))
		}
	}
	return R{}, errors.Join(errs...)
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
