// Package jsonintoglobal: json.Unmarshal fills a package-level struct.
//
// Verdict: leak.
// Why: Fields that the document leaves out keep the last tenant's values, and all read it.
package jsonintoglobal

import (
	"context"
	"encoding/json"

	sig "github.com/sigen-dev/sigen/runtime"
)

type profile struct {
	Name string `json:"name"`
	Mail string `json:"mail"`
}

var scratch profile

// C is the component.
//
//sig:component name=json-into-global scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Parse(ctx context.Context, p P) (R, error) {
	if err := json.Unmarshal([]byte(p.V), &scratch); err != nil { // want leak
		return R{}, err
	}
	return R{V: scratch.Name + " <" + scratch.Mail + ">"}, nil
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
