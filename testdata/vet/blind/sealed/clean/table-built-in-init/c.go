// Package tablebuiltininit: a table that init fills from another.
//
// Verdict: proved.
package tablebuiltininit

import (
	"context"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

var (
	codes = []string{"EUR", "USD", "GBP", "SEK"}
	index = map[string]int{}
)

func init() {
	for i, c := range codes {
		index[c] = i
	}
}

// C is the component.
//
//sig:component name=table-built-in-init scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Code(ctx context.Context, p P) (R, error) {
	i, ok := index[strings.ToUpper(p.K)]
	if !ok {
		return R{}, sig.ErrNotFound
	}
	return R{V: codes[i], N: i}, nil
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
