// Package atkdecoderintoshared: a decoder fills what a fresh struct points to
package atkdecoderintoshared

import (
	"context"
	"encoding/json"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

type limits struct {
	Max int `json:"max"`
}

var defaults = &limits{Max: 3}

type settings struct {
	L *limits `json:"l"`
}

// C is the component.
//
//sig:component name=atk-decoder-into-shared scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	s := settings{L: defaults}
	if err := json.NewDecoder(strings.NewReader(p.V)).Decode(&s); err != nil { // want SIG701
		return R{}, err
	}
	return R{N: s.L.Max}, nil
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
