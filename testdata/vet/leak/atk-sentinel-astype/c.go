// Package atksentinelastype: errors.AsType finds the sentinel
package atksentinelastype

import (
	"context"
	"errors"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
)

type oops struct{ who string }

// Error is the last one's name.
func (o *oops) Error() string { return o.who }

var errOops = &oops{}

func fail() error { return fmt.Errorf("it: %w", errOops) }

// C is the component.
//
//sig:component name=atk-sentinel-astype scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	if o, ok := errors.AsType[*oops](fail()); ok {
		old := o.who
		o.who = p.V // want SIG701
		return R{V: old}, nil
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
