// Package advinterfaceslot: an interface in the instance that is given the shared value
package advinterfaceslot

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type sink interface{ put(string) }

type list struct{ all []string }

func (l *list) put(s string) { l.all = append(l.all, s) }

var global = &list{}

// C is the component.
//
//sig:component name=adv-interface-slot scope=tenant
type C struct {
	sig.Instance
	out sink
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.out = global // want SIG702
	return nil
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	c.out.put(p.V)
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
