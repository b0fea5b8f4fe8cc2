// Package sortownlist: a sort of a package-level list
package sortownlist

import (
	"context"
	"sort"

	sig "github.com/sigen-dev/sigen/runtime"
)

type byLength struct{ words []string }

func (b byLength) Len() int           { return len(b.words) }
func (b byLength) Less(i, j int) bool { return len(b.words[i]) < len(b.words[j]) }
func (b byLength) Swap(i, j int)      { b.words[i], b.words[j] = b.words[j], b.words[i] }

var words = []string{"one", "three", "four"}

// C is the component.
//
//sig:component name=sort-own-list scope=tenant
type C struct{ sig.Instance }

//sig:runnable desc="one call"
func (c *C) Sort(ctx context.Context, p P) (R, error) {
	if p.N > 0 {
		sort.Stable(byLength{words}) // want SIG701
	}
	return R{V: words[0]}, nil
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
