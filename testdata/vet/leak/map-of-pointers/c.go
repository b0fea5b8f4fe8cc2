// Package mapofpointers: an element of a map
package mapofpointers

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type account struct{ balance int }

var accounts = map[string]*account{"x": {}}

// C is the component.
//
//sig:component name=map-of-pointers scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Add(ctx context.Context, p P) error {
	if a, ok := accounts[p.K]; ok {
		a.balance += p.N // want SIG701
	}
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
