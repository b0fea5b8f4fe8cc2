// Package sortbyrank: a sort by ranks of the component
package sortbyrank

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

func (b byRank) Len() int           { return len(b.words) }
func (b byRank) Less(i, j int) bool { return b.c.rank[b.words[i]] < b.c.rank[b.words[j]] }
func (b byRank) Swap(i, j int)      { b.words[i], b.words[j] = b.words[j], b.words[i] }

// C is the component.
//
//sig:component name=sort-by-rank scope=shared
type C struct {
	sig.Instance
	rank map[string]int
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.rank = map[string]int{"low": 0, "mid": 1, "high": 2}
	return nil
}

//sig:runnable desc="one call"
func (c *C) Sort(ctx context.Context, p P) (R, error) {
	words := strings.Fields(p.V)
	sort.Sort(byRank{c, words})
	return R{V: strings.Join(words, " ")}, nil
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
