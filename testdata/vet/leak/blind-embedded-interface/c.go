// Package blindembeddedinterface: an embedded interface carries the shared value
package blindembeddedinterface

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type store interface{ Save(string) }

type mem struct{ all []string }

func (m *mem) Save(s string) { m.all = append(m.all, s) }

type layer struct{ store }

var bottom = &mem{}

// C is the component.
//
//sig:component name=blind-embedded-interface scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	l := layer{bottom}
	l.Save(p.V) // want SIG701
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
