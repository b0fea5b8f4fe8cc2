// Package decodeintoglobal: json writes into a package variable
package decodeintoglobal

import (
	"context"
	"encoding/json"

	sig "github.com/sigen-dev/sigen/runtime"
)

var config struct{ Name string }

// C is the component.
//
//sig:component name=decode-into-global scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	return json.Unmarshal([]byte(p.V), &config) // want SIG701
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
