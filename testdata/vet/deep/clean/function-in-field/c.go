// Package functioninfield hands a table of the package to a function in a field, which reads it.
package functioninfield

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type text string

type step func(table []text, s text) text

// C is the component.
//
//sig:component name=deep-function-in-field scope=tenant
type C struct {
	sig.Instance

	step step
}

var prefixes = []text{"a", "b"}

func first(table []text, s text) text { return table[0] + s }

func last(table []text, s text) text { return s + table[len(table)-1] }

// Start picks the function.
//
//sig:activate
func (c *C) Start(ctx context.Context) error {
	c.step = first
	if c.Instance.Name() == "last" {
		c.step = last
	}
	return nil
}

// Do calls it.
//
//sig:runnable desc="calls it"
func (c *C) Do(ctx context.Context, s string) (string, error) {
	return string(c.step(prefixes, text(s))), nil
}
