// Package mimeaddtype: a media type is registered for an extension.
//
// Verdict: leak.
// Why: mime keeps one table a process, and other tenants look it up.
package mimeaddtype

import (
	"context"
	"mime"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=mime-add-type scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Register(ctx context.Context, p P) (R, error) {
	old := mime.TypeByExtension(p.K)
	if err := mime.AddExtensionType(p.K, p.V); err != nil { // want leak
		return R{}, err
	}
	return R{V: old}, nil
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
