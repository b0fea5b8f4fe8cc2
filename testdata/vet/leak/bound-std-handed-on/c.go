// Package boundstdhandedon: a method value of the standard library, of a package-level buffer, called by a helper
package boundstdhandedon

import (
	"bytes"
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var g bytes.Buffer

func each(do func(string) (int, error), all ...string) {
	for _, v := range all {
		_, _ = do(v)
	}
}

// C is the component.
//
//sig:component name=bound-std-handed-on scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	was := g.String()
	each(g.WriteString, p.V) // want SIG701
	return R{V: was}, nil
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
