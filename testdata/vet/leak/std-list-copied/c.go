// Package stdlistcopied: a copy of a list shares the elements of what it was copied from
package stdlistcopied

import (
	"container/list"
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var one = made()

func made() *list.List {
	l := list.New()
	l.PushBack("a")
	return l
}

// C is the component.
//
//sig:component name=std-list-copied scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	x := *one
	x.PushBack(p.V) // want SIG701
	return R{V: one.Front().Next().Value.(string)}, nil
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
