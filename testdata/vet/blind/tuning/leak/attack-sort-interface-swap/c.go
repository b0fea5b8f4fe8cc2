// Package attacksortinterfaceswap: a sort.Interface whose Swap writes elsewhere.
//
// Verdict: leak.
// Why: sort.Sort calls Swap, which records the words in package state.
package attacksortinterfaceswap

import (
	"context"
	"sort"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

type spy []string

var trail strings.Builder

func (s spy) Len() int           { return len(s) }
func (s spy) Less(i, j int) bool { return s[i] < s[j] }
func (s spy) Swap(i, j int) {
	trail.WriteString(s[i]) // want leak
	s[i], s[j] = s[j], s[i]
}

// C is the component.
//
//sig:component name=attack-sort-interface-swap scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Sort(ctx context.Context, p P) (R, error) {
	sort.Sort(spy(strings.Fields(p.V)))
	return R{V: trail.String()}, nil
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
