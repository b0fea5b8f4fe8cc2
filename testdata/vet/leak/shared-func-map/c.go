// Package sharedfuncmap: functions by name that keep what they are given
package sharedfuncmap

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=shared-func-map scope=shared
type C struct {
	sig.Instance
	last map[string]string
	cmds map[string]func(P)
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.last = map[string]string{}
	c.cmds = map[string]func(P){"set": func(p P) { c.last["x"] = p.V }}
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	if f := c.cmds[p.K]; f != nil {
		f(p) // want SIG706
	}
	return R{V: c.last["x"]}, nil
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
