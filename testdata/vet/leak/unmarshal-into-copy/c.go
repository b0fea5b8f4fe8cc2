// Package unmarshalintocopy: JSON decoded into a copy whose map is shared
package unmarshalintocopy

import (
	"context"
	"encoding/json"

	sig "github.com/sigen-dev/sigen/runtime"
)

type conf struct{ Labels map[string]string }

var defaults = conf{Labels: map[string]string{"a": "b"}}

// C is the component.
//
//sig:component name=unmarshal-into-copy scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	v := defaults
	if err := json.Unmarshal([]byte(p.V), &v); err != nil { // want SIG701
		return R{}, err
	}
	return R{V: v.Labels[p.K]}, nil
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
