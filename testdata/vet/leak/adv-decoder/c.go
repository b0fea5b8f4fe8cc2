// Package advdecoder: a decoder writes into a variable
package advdecoder

import (
	"context"
	"encoding/json"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

var last struct{ V string }

// C is the component.
//
//sig:component name=adv-decoder scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	return json.NewDecoder(strings.NewReader(p.V)).Decode(&last) // want SIG701
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
