// Package keepinstance: an instance where others find it
package keepinstance

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var instances []*C

// C is the component.
//
//sig:component name=keep-instance scope=tenant
type C struct {
	sig.Instance
	secret string
}

//sig:runnable desc="one call"
func (c *C) Join(ctx context.Context, p P) (R, error) {
	c.secret = p.V
	instances = append(instances, c) // want SIG705
	return R{N: len(instances)}, nil
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
