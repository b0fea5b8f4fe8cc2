// Package shareddecode: json into the shared component
package shareddecode

import (
	"context"
	"encoding/json"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=shared-decode scope=shared
type C struct {
	sig.Instance
	last struct{ Name string }
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	return json.Unmarshal([]byte(p.V), &c.last) // want SIG706
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
