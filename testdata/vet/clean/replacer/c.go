// Package replacer: a replacer and an encoding
package replacer

import (
	"context"
	"encoding/base64"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

var (
	clean = strings.NewReplacer("<", "&lt;", ">", "&gt;")
	enc   = base64.URLEncoding.WithPadding(base64.NoPadding)
)

// C is the component.
//
//sig:component name=replacer scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	return R{V: enc.EncodeToString([]byte(clean.Replace(p.V)))}, nil
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
