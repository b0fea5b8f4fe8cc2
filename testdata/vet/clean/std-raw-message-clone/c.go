// Package stdrawmessageclone: a copy of a message is decoded into
package stdrawmessageclone

import (
	"context"
	"encoding/json"
	"slices"

	sig "github.com/sigen-dev/sigen/runtime"
)

type settings struct{ raw json.RawMessage }

var initial = settings{json.RawMessage(`{"a": 1}`)}

// C is the component.
//
//sig:component name=std-raw-message-clone scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	mine := settings{raw: slices.Clone(initial.raw)}
	old := string(initial.raw)
	err := mine.raw.UnmarshalJSON([]byte(p.V))
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
