// Package listelement: an element of a list is set
package listelement

import (
	"container/list"
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var queue = func() *list.List {
	l := list.New()
	l.PushBack("x")
	return l
}()

// C is the component.
//
//sig:component name=list-element scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	e := queue.Front()
	was, _ := e.Value.(string)
	e.Value = p.V // want SIG701
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
