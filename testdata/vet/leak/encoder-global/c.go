// Package encoderglobal: an encoder over a buffer
package encoderglobal

import (
	"bytes"
	"context"
	"encoding/json"

	sig "github.com/sigen-dev/sigen/runtime"
)

var out bytes.Buffer

var enc = json.NewEncoder(&out)

// C is the component.
//
//sig:component name=encoder-global scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	if err := enc.Encode(p.V); err != nil { // want SIG701
		return R{}, err
	}
	return R{V: out.String()}, nil
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
