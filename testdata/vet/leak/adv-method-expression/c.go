// Package advmethodexpression: a method expression on the global
package advmethodexpression

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type list struct{ all []string }

func (l *list) add(s string) { l.all = append(l.all, s) }

var global list

// C is the component.
//
//sig:component name=adv-method-expression scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	(*list).add(&global, p.V) // want SIG701
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
