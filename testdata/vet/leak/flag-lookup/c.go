// Package flaglookup: flags of the process
package flaglookup

import (
	"context"
	"flag"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=flag-lookup scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Get(ctx context.Context, p P) (R, error) {
	f := flag.Lookup(p.K) // want SIG711
	if f == nil {
		return R{}, nil
	}
	return R{V: f.Value.String()}, nil
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
