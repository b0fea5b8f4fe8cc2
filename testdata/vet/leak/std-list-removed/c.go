// Package stdlistremoved: what a list of its own gives back is the package's object
package stdlistremoved

import (
	"container/list"
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type t struct{ v string }

var one = &t{}

// C is the component.
//
//sig:component name=std-list-removed scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	l := list.New()
	l.PushBack(one)
	l.Remove(l.Front()).(*t).v = p.V // want SIG701
	return R{V: one.v}, nil
}

type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
	B []byte `json:"b"`
}

type R struct {
	V string `json:"v"`
	N int    `json:"n"`
	B []byte `json:"b"`
}
