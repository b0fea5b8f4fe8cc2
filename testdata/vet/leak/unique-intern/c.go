// Package uniqueintern: a helper interns into its own table
package uniqueintern

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

type table struct {
	mu sync.Mutex
	m  map[string]string
}

func (t *table) intern(s string) string {
	t.mu.Lock()
	defer t.mu.Unlock()
	if v, ok := t.m[s]; ok {
		return v
	}
	t.m[s] = s
	return s
}

var strs = &table{m: map[string]string{}}

// C is the component.
//
//sig:component name=unique-intern scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) (R, error) {
	return R{V: strs.intern(p.V)}, nil // want SIG701
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
