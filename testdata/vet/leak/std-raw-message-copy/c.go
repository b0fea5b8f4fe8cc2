// Package stdrawmessagecopy: a copied message is decoded into, and shares its bytes with the one of all
package stdrawmessagecopy

import (
	"context"
	"encoding/json"

	sig "github.com/sigen-dev/sigen/runtime"
)

type settings struct{ raw json.RawMessage }

var initial = settings{json.RawMessage(`{"a": 1}`)}

// C is the component.
//
//sig:component name=std-raw-message-copy scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	mine := initial
	old := string(initial.raw)
	err := mine.raw.UnmarshalJSON([]byte(p.V)) // want SIG701
	if err != nil {
		return R{}, err
	}
	return R{V: old}, nil
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
