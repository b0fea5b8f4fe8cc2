// Package atkjsonintosharedmap: json fills a map that a fresh struct points to
package atkjsonintosharedmap

import (
	"context"
	"encoding/json"

	sig "github.com/sigen-dev/sigen/runtime"
)

var defaults = map[string]string{}

type settings struct {
	M map[string]string `json:"m"`
}

// C is the component.
//
//sig:component name=atk-json-into-shared-map scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	s := settings{M: defaults}
	if err := json.Unmarshal([]byte(p.V), &s); err != nil { // want SIG701
		return R{}, err
	}
	return R{N: len(s.M)}, nil
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
