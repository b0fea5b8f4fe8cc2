// Package errorisbystd: errors.Is calls a method that writes, of what initialisation put into an interface
package errorisbystd

import (
	"context"
	"errors"

	sig "github.com/sigen-dev/sigen/runtime"
)

type last struct{ s string }

func (l *last) Error() string { return l.s }
func (l *last) Is(t error) bool {
	if x, ok := t.(*last); ok {
		o := l.s
		l.s = x.s
		x.s = o
		return true
	}
	return false
}

var g error = &last{}

// C is the component.
//
//sig:component name=error-is-by-std scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	t := &last{p.V}
	_ = errors.Is(g, t) // want SIG701
	return R{V: t.s}, nil
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
