// Package syncmapmemo: a memo keyed by what tenants send
package syncmapmemo

import (
	"context"
	"sync"

	sig "github.com/sigen-dev/sigen/runtime"
)

var memo sync.Map

// C is the component.
//
//sig:component name=sync-map-memo scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Load(ctx context.Context, p P) (R, error) {
	v, _ := memo.LoadOrStore(p.K, p.V) // want SIG701
	return R{V: v.(string)}, nil
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
