// Package chainofsteps: steps around and behind each other in a package-level variable
package chainofsteps

import (
	"context"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

type step interface{ apply(string) string }

type (
	trim  struct{}
	upper struct{}
	chain []step
	maybe struct {
		on   string
		next step
	}
)

func (trim) apply(s string) string  { return strings.TrimSpace(s) }
func (upper) apply(s string) string { return strings.ToUpper(s) }

func (c chain) apply(s string) string {
	for _, x := range c {
		s = x.apply(s)
	}
	return s
}

func (m maybe) apply(s string) string {
	if strings.HasPrefix(s, m.on) {
		return m.next.apply(s)
	}
	return s
}

var clean step = chain{trim{}, maybe{"a", chain{upper{}}}}

// C is the component.
//
//sig:component name=chain-of-steps scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	return R{V: clean.apply(p.V)}, nil
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
