// Package chainofstepsadded: a step that keeps is put behind others when the package is initialised
package chainofstepsadded

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
	last struct{ s string }
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

func (l *last) apply(s string) string {
	old := l.s
	l.s = s
	return old
}

var clean = chain{trim{}}

func init() { add(&clean, &last{}) }

func add(c *chain, s step) { *c = append(*c, maybe{"", s}) }

// C is the component.
//
//sig:component name=chain-of-steps-added scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	return R{V: clean.apply(p.V)}, nil // want SIG701
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
