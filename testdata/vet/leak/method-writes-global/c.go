// Package methodwritesglobal: a method of a package-level value
package methodwritesglobal

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type registry struct{ m map[string]string }

func (r *registry) put(k, v string) { r.m[k] = v }

var reg = registry{m: map[string]string{}}

// C is the component.
//
//sig:component name=method-writes-global scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context, p P) error {
	reg.put(p.K, p.V) // want SIG701
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
