// Package appendsparecapacity: append to a base slice with room.
//
// Verdict: leak.
// Why: base has spare capacity, so every call writes its argument into the same array that another
// call's result still points to.
package appendsparecapacity

import (
	"context"
	"fmt"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

var base = append(make([]string, 0, 16), "SELECT", "*", "FROM")

// C is the component.
//
//sig:component name=append-spare-capacity scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Build(ctx context.Context, p P) (R, error) {
	q := append(base, p.K) // want leak
	if p.N > 0 {
		q = append(q, "LIMIT", fmt.Sprint(p.N))
	}
	return R{V: strings.Join(q, " ")}, nil
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
