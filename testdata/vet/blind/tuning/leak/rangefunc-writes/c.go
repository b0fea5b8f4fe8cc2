// Package rangefuncwrites: a sequence writes while it is ranged over.
//
// Verdict: leak.
// Why: each keeps its position in package state, so a range that breaks off lets the next tenant go
// on from there.
package rangefuncwrites

import (
	"context"
	"iter"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

var position int

func each(words []string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for position < len(words) {
			w := words[position]
			position++ // want leak
			if !yield(w) {
				return
			}
		}
		position = 0
	}
}

// C is the component.
//
//sig:component name=rangefunc-writes scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) First(ctx context.Context, p P) (R, error) {
	for w := range each(strings.Fields(p.V)) {
		return R{V: w}, nil
	}
	return R{}, nil
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
