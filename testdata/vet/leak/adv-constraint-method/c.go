// Package advconstraintmethod: a method called through a constraint
package advconstraintmethod

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type putter interface{ put(string) }

type list struct{ all []string }

func (l *list) put(s string) { l.all = append(l.all, s) }

func do[T putter](t T, s string) { t.put(s) }

var global = &list{}

// C is the component.
//
//sig:component name=adv-constraint-method scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	do(global, p.V) // want SIG701
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
