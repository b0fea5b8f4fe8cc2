// Package tabletointerface hands a table of the package to an encoder in a field, which reads it.
package tabletointerface

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=deep-table-to-interface scope=tenant
type C struct{ sig.Instance }

type text string

type encoder interface {
	encode(table []text, s text) text
}

type plain struct{ sep text }

func (p plain) encode(table []text, s text) text {
	for _, t := range table {
		s += p.sep + t
	}
	return s
}

var suffixes = []text{"a", "b"}

func coder(sep text) encoder { return plain{sep} }

// Do calls it.
//
//sig:runnable desc="calls it"
func (c *C) Do(ctx context.Context, s string) (string, error) {
	return string(coder("-").encode(suffixes, text(s))), nil
}
