// Package callbackbytwohelpers: one helper walks lists and has another call back for the elements of each
package callbackbytwohelpers

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var shared = []*string{new(string)}

func walk(lists [][]*string, visit func(*string)) {
	for _, l := range lists {
		each(l, visit)
	}
}

func each(list []*string, visit func(*string)) {
	for _, s := range list {
		visit(s)
	}
}

// C is the component.
//
//sig:component name=callback-by-two-helpers scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := ""
	walk([][]*string{shared}, func(s *string) { old, *s = *s, p.V }) // want SIG701
	return R{V: old}, nil
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
