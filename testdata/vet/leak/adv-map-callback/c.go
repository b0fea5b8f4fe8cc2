// Package advmapcallback: a callback of strings.Map counts
package advmapcallback

import (
	"context"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

var letters int

// C is the component.
//
//sig:component name=adv-map-callback scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Up(ctx context.Context, p P) (R, error) {
	return R{V: strings.Map(func(r rune) rune {
		letters++ // want SIG701
		return r - 32
	}, p.V)}, nil
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
