// Package sharedsortedcounts: a comparison counts in a shared component how hard it was to sort what a caller sent
package sharedsortedcounts

import (
	"context"
	"sort"
	"strconv"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

type cnt struct {
	sort.StringSlice
	n *int
}

func (c cnt) Less(i, j int) bool { *c.n++; return c.StringSlice.Less(i, j) }

// C is shared.
//
//sig:component name=shared-sorted-counts scope=shared
type C struct {
	sig.Instance
	n int
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	old := c.n
	x := sort.StringSlice(strings.Split(p.V, ""))
	sort.Sort(cnt{x, &c.n}) // want SIG706
	return R{V: strconv.Itoa(old)}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
