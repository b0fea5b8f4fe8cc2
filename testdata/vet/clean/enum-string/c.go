// Package enumstring: an enum with names
package enumstring

import (
	"context"
	"fmt"

	sig "github.com/sigen-dev/sigen/runtime"
)

type level int

const (
	low level = iota
	high
)

var names = [...]string{low: "low", high: "high"}

func (l level) String() string { return names[l] }

// C is the component.
//
//sig:component name=enum-string scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Level(ctx context.Context, p P) (R, error) {
	return R{V: fmt.Sprintf("level %v", level(p.N&1))}, nil
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
