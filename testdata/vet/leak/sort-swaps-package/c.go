// Package sortswapspackage: a swap that writes a package-level count
package sortswapspackage

import (
	"context"
	"sort"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

type byLength struct{ words []string }

var swaps int

func (b byLength) Len() int           { return len(b.words) }
func (b byLength) Less(i, j int) bool { return len(b.words[i]) < len(b.words[j]) }
func (b byLength) Swap(i, j int) {
	swaps++ // want SIG701
	b.words[i], b.words[j] = b.words[j], b.words[i]
}

// C is the component.
//
//sig:component name=sort-swaps-package scope=tenant
type C struct{ sig.Instance }

//sig:runnable desc="one call"
func (c *C) Sort(ctx context.Context, p P) (R, error) {
	words := strings.Fields(p.V)
	sort.Sort(byLength{words})
	return R{V: strings.Join(words, " "), N: swaps}, nil
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
