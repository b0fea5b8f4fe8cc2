// Package syncpoolobjects: objects of a pool keep what they held
package syncpoolobjects

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

type scratch struct{ v string }

var pool = sync.Pool{New: func() any { return new(scratch) }}

// C is the component.
//
//sig:component name=sync-pool-objects scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	s := pool.Get().(*scratch) // want SIG701
	was := s.v
	s.v = p.V
	pool.Put(s)
	return R{V: was}, nil
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
