// Package atksentineljoined: a joined error still leads to the sentinel
package atksentineljoined

import (
	"context"
	"errors"

	sig "github.com/sigen-dev/sigen/runtime"
)

type oops struct{ who string }

// Error is the last one's name.
func (o *oops) Error() string { return o.who }

var errOops = &oops{}

func fail() error { return errors.Join(errors.New("it"), errOops) }

// C is the component.
//
//sig:component name=atk-sentinel-joined scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	for _, e := range fail().(interface{ Unwrap() []error }).Unwrap() {
		if o, ok := e.(*oops); ok {
			old := o.who
			o.who = p.V // want SIG701
			return R{V: old}, nil
		}
	}
	return R{}, nil
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
