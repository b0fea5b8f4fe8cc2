// Package attackthreeindexmissing: an empty slice of a package array is handed out for appending.
//
// Verdict: leak.
// Why: The slice has room in the package's array, so append writes there and an earlier result
// changes.
package attackthreeindexmissing

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type layout struct {
	head [4]byte
	tail [60]byte
}

var frame layout

func prefix() []byte { return frame.tail[:0] }

// C is the component.
//
//sig:component name=attack-three-index-missing scope=tenant
type C struct {
	sig.Instance

	last []byte
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) (R, error) {
	was := string(c.last)
	b := append(prefix(), p.V...) // want leak
	c.last = b
	return R{V: was, N: cap(b)}, nil
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
