// Package stddecoderpoints: a value that decodes itself points to the package's object
package stddecoderpoints

import (
	"context"
	"encoding/json"

	sig "github.com/sigen-dev/sigen/runtime"
)

type in struct{ v string }
type T struct{ p *in }

var one = &in{}

func (t *T) UnmarshalJSON(b []byte) error { t.p = one; return nil } // want SIG702
// C is the component.
//
//sig:component name=std-decoder-points scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	var t T
	json.Unmarshal(p.B, &t)
	old := t.p.v
	t.p.v = p.V
	return R{V: old}, nil
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
