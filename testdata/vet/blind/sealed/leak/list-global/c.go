// Package listglobal: a recently-used list in container/list.
//
// Verdict: leak.
// Why: The list is package state and its front is the last tenant's key.
package listglobal

import (
	"context"
	"sync"

	"container/list"

	sig "github.com/sigen-dev/sigen/runtime"
)

var (
	recentMu sync.Mutex
	recent   = list.New()
)

// C is the component.
//
//sig:component name=list-global scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Touch(ctx context.Context, p P) (R, error) {
	recentMu.Lock()
	defer recentMu.Unlock()
	prev := ""
	if e := recent.Front(); e != nil {
		prev = e.Value.(string)
	}
	recent.PushFront(p.K) // want leak
	if recent.Len() > 100 {
		recent.Remove(recent.Back())
	}
	return R{V: prev}, nil
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
