// Package sharedchoice: a shared component calls what a caller chooses, and none of it keeps anything
package sharedchoice

import (
	"context"
	"errors"
	"fmt"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

type shape interface{ draw(n int) string }

type (
	bar  struct{ sep string }
	star struct{}
)

func (b bar) draw(n int) string { return strings.Repeat("-"+b.sep, n) }
func (star) draw(n int) string  { return strings.Repeat("*", n) }

var shapes = map[string]shape{"bar": bar{" "}, "star": star{}}

// C is shared.
//
//sig:component name=shared-choice scope=shared
type C struct {
	sig.Instance
	calls int
	funcs map[string]func(string) string
}

// Start fills the tables.
func (c *C) Start(ctx context.Context) error {
	c.funcs = map[string]func(string) string{"upper": strings.ToUpper, "twice": func(s string) string { return s + s }}
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	c.calls++
	if f, ok := c.funcs[p.V]; ok {
		return R{V: f(p.V)}, nil
	}
	s, ok := shapes[p.V]
	if !ok {
		return R{}, errors.New("no such shape")
	}
	return R{V: fmt.Sprint(s.draw(len(p.V)))}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
