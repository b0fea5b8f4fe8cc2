// Package stdlistofglobal: a list of its own takes out what holds the package's object
package stdlistofglobal

import (
	"container/list"
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type item struct{ name string }

var first = &item{"a"}

// C is the component.
//
//sig:component name=std-list-of-global scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	l := list.New()
	l.PushBack(first)
	l.PushFront(&item{p.K})
	for e := l.Front(); e != nil; e = e.Next() {
		if e.Value.(*item).name == "x" {
			l.Remove(e)
			break
		}
	}
	return R{N: l.Len()}, nil
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
