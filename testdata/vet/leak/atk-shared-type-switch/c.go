// Package atksharedtypeswitch: the kind of what the caller sent
package atksharedtypeswitch

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

func kind(s string) any {
	if s == "" {
		return 1
	}
	return s
}

// C is the component.
//
//sig:component name=atk-shared-type-switch scope=shared
type C struct {
	sig.Instance
	last string
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.last
	switch kind(p.V).(type) {
	case int:
		c.last = "int" // want SIG706
	}
	return R{V: old}, nil
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
