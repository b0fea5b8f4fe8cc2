// Package attackdecodeintoregistry: a decoder gets its destination from a factory table.
//
// Verdict: leak.
// Why: new[kind] returns the same pointer each time, so Unmarshal writes what the next tenant reads.
package attackdecodeintoregistry

import (
	"context"
	"encoding/json"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
)

type greeting struct {
	Text string `json:"text"`
	To   string `json:"to"`
}

var protoGreeting = &greeting{}

var kinds = map[string]func() any{
	"greeting": func() any { return protoGreeting },
}

// C is the component.
//
//sig:component name=attack-decode-into-registry scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Decode(ctx context.Context, p P) (R, error) {
	mk, ok := kinds[p.K]
	if !ok {
		return R{}, sig.ErrNotFound
	}
	v := mk()
	if err := json.Unmarshal([]byte(p.V), v); err != nil { // want leak
		return R{}, err
	}
	return R{V: fmt.Sprintf("%+v", v)}, nil
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
