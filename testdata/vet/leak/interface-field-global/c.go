// Package interfacefieldglobal: an interface in a package variable
package interfacefieldglobal

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type sink interface{ put(string) }

type list struct{ all []string }

func (l *list) put(s string) { l.all = append(l.all, s) }

var out sink = &list{}

// C is the component.
//
//sig:component name=interface-field-global scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	out.put(p.V) // want SIG701
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
