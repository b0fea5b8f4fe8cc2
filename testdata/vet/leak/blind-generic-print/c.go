// Package blindgenericprint: a type argument whose String writes
package blindgenericprint

import (
	"context"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
)

var shown []string

type name string

func (n name) String() string {
	shown = append(shown, string(n)) // want SIG701
	return string(n)
}

func show[T any](v T) string { return fmt.Sprint(v) }

// C is the component.
//
//sig:component name=blind-generic-print scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Show(ctx context.Context, p P) (R, error) { return R{V: show(name(p.V))}, nil }

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
