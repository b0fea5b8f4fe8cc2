// Package advsharedobject: an object in a field keeps it
package advsharedobject

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type store struct{ m map[string]string }

func (s *store) put(k, v string) {
	if s.m == nil {
		s.m = map[string]string{}
	}
	s.m[k] = v // want SIG706
}

// C is the component.
//
//sig:component name=adv-shared-object scope=shared
type C struct {
	sig.Instance
	store *store
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	c.store.put(p.K, p.V)
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
