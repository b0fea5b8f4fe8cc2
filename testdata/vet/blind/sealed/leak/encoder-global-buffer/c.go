// Package encoderglobalbuffer: one JSON encoder over one buffer.
//
// Verdict: leak.
// Why: The buffer grows with every tenant's documents and is returned whole.
package encoderglobalbuffer

import (
	"bytes"
	"context"
	"encoding/json"

	sig "github.com/sigen-dev/sigen/runtime"
)

var (
	out bytes.Buffer
	enc = json.NewEncoder(&out)
)

// C is the component.
//
//sig:component name=encoder-global-buffer scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Encode(ctx context.Context, p P) (R, error) {
	if err := enc.Encode(p); err != nil { // want leak
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
