// Package marshalmethod: MarshalJSON is called by json
package marshalmethod

import (
	"context"
	"encoding/json"
	"strconv"

	sig "github.com/sigen-dev/sigen/runtime"
)

var bodies [][]byte

type doc struct{ V string }

func (d doc) MarshalJSON() ([]byte, error) {
	b := []byte(strconv.Quote(d.V))
	bodies = append(bodies, b) // want SIG701
	return b, nil
}

// C is the component.
//
//sig:component name=marshal-method scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Show(ctx context.Context, p P) (R, error) {
	b, err := json.Marshal([]doc{{p.V}})
	return R{V: string(b)}, err
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
