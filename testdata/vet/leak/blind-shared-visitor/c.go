// Package blindsharedvisitor: a callback that writes into the component
package blindsharedvisitor

import (
	"context"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

func words(s string, f func(string)) {
	for _, w := range strings.Fields(s) {
		f(w)
	}
}

// C is the component.
//
//sig:component name=blind-shared-visitor scope=shared
type C struct {
	sig.Instance
	freq map[string]int
}

//sig:runnable desc="one call"
func (c *C) Count(ctx context.Context, p P) error {
	if c.freq == nil {
		c.freq = map[string]int{}
	}
	words(p.V, func(w string) {
		c.freq[w]++ // want SIG706
	})
	return nil
}

// P is what a caller sends.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}
