// Package instanceclosures: functions kept in the instance
package instanceclosures

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=instance-closures scope=tenant
type C struct {
	sig.Instance
	undo []func() string
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) (R, error) {
	c.undo = append(c.undo, func() string { return p.V })
	return R{V: c.undo[0]()}, nil
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
