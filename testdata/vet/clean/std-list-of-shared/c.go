// Package stdlistofshared: a list of the call with what a package-level table has
package stdlistofshared

import (
	"container/list"
	"context"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

type plan struct{ name string }

var plans = []*plan{{"free"}, {"team"}}

// C is the component.
//
//sig:component name=std-list-of-shared scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	l := list.New()
	for _, x := range plans {
		l.PushBack(x)
	}
	l.PushFront(&plan{p.V})
	l.MoveToBack(l.Front())
	var names []string
	for e := l.Front(); e != nil; e = e.Next() {
		names = append(names, e.Value.(*plan).name)
	}
	return R{V: strings.Join(names, " ")}, nil
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
