// Package oncevalue: a lazily made table
package oncevalue

import (
	"context"
	"strings"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

var table = sync.OnceValue(func() map[string]int {
	m := map[string]int{}
	for i, s := range strings.Fields("a b c") {
		m[s] = i
	}
	return m
})

// C is the component.
//
//sig:component name=once-value scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Get(ctx context.Context, p P) (R, error) { return R{N: table()[p.K]}, nil }

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
