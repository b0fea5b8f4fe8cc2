// Package sortremembersgreatest: a comparison leaves the words that it saw in the component
package sortremembersgreatest

import (
	"context"
	"sort"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

type byRank struct {
	c     *C
	words []string
}

func (b byRank) Len() int { return len(b.words) }
func (b byRank) Less(i, j int) bool {
	b.c.rank[b.words[i]] = i
	return b.words[i] < b.words[j]
}
func (b byRank) Swap(i, j int) { b.words[i], b.words[j] = b.words[j], b.words[i] }

// C is the component.
//
//sig:component name=sort-remembers-greatest scope=shared
type C struct {
	sig.Instance
	rank map[string]int
}

//sig:runnable desc="one call"
func (c *C) Sort(ctx context.Context, p P) (R, error) {
	words := strings.Fields(p.V)
	sort.Sort(byRank{c, words}) // want SIG706
	return R{V: strings.Join(words, " "), N: len(c.rank)}, nil
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
