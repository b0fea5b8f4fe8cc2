// Package blindsharedslicealias: a shared component keeps a slice of the params
package blindsharedslicealias

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

// Batch is many.
type Batch struct {
	Items []string `json:"items"`
}

type view struct{ items []string }

// C is the component.
//
//sig:component name=blind-shared-slice-alias scope=shared
type C struct {
	sig.Instance
	cur view
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, b Batch) error {
	c.cur = view{items: b.Items[:0:0]}
	for _, it := range b.Items {
		c.cur.items = append(c.cur.items, it) // want SIG706
	}
	return nil
}
