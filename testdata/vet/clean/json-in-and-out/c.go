// Package jsoninandout: JSON of values
package jsoninandout

import (
	"context"
	"encoding/json"

	sig "github.com/sigen-dev/sigen/runtime"
)

type order struct {
	ID    string   `json:"id"`
	Lines []string `json:"lines"`
}

// C is the component.
//
//sig:component name=json-in-and-out scope=tenant
type C struct {
	sig.Instance
	Files sig.Storage `sig:"requires"`
}

//sig:runnable desc="one call"
func (c *C) Save(ctx context.Context, p P) (R, error) {
	var o order
	if err := json.Unmarshal([]byte(p.V), &o); err != nil {
		return R{}, err
	}
	o.Lines = append(o.Lines, p.K)
	b, err := json.Marshal(o)
	if err != nil {
		return R{}, err
	}
	return R{N: len(b)}, c.Files.Put(ctx, "orders/"+o.ID, b)
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
