// Package keepcredentials: credentials in a map
package keepcredentials

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var creds = map[string]sig.Credentials{}

// C is the component.
//
//sig:component name=keep-credentials scope=tenant
type C struct {
	sig.Instance
	Creds sig.Credentials `sig:"requires"`
}

//sig:runnable desc="one call"
func (c *C) Join(ctx context.Context, p P) error {
	creds[c.Target()] = c.Creds // want SIG705
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
