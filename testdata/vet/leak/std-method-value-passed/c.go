// Package stdmethodvaluepassed: hands a method value of the library to a function of its own
package stdmethodvaluepassed

import (
	"bytes"
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var one bytes.Buffer

func call(f func(string) (int, error), x string) { f(x) }

// C is the component.
//
//sig:component name=std-method-value-passed scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	call(one.WriteString, p.V) // want SIG701
	return R{}, nil
}

type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
	B []byte `json:"b"`
}

type R struct {
	V string `json:"v"`
	N int    `json:"n"`
	B []byte `json:"b"`
}
