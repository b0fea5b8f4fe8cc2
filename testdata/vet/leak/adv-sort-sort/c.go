// Package advsortsort: a sort by an interface
package advsortsort

import (
	"context"
	"sort"

	sig "github.com/sigen-dev/sigen/runtime"
)

type byLen []string

func (b byLen) Len() int           { return len(b) }
func (b byLen) Less(i, j int) bool { return len(b[i]) < len(b[j]) }
func (b byLen) Swap(i, j int)      { b[i], b[j] = b[j], b[i] }

var names = []string{"bb", "a"}

// C is the component.
//
//sig:component name=adv-sort-sort scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) First(ctx context.Context) (R, error) {
	sort.Sort(byLen(names)) // want SIG701
	return R{V: names[0]}, nil
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
	N int    `json:"n"`
}
