// Package sharedlentinterface: what a method of an interface put into a local variable is called because of what a caller sent
package sharedlentinterface

import (
	"context"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

type sk interface {
	put(string)
	get() string
}
type base struct{ l []string }

func (b *base) put(s string) { b.l = append(b.l, s) }
func (b *base) get() string  { return strings.Join(b.l, "") }

type im struct{ base }
type src interface{ give(*sk) }
type sr struct{ x sk }

func (s sr) give(p *sk) { *p = s.x }
func putIf(x sk, b bool) {
	if b {
		x.put("long k") // want SIG706
	}
}

// C is one.
//
//sig:component name=shared-lent-interface scope=shared
type C struct {
	sig.Instance
	sr0 src
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.sr0 = sr{&im{}}
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context, p P) (R, error) {
	var x sk
	c.sr0.give(&x)
	old := x.get()
	putIf(x, p.V == "x")
	return R{V: old}, nil
}

// P is what a caller sends.
type P struct {
	V string `json:"v"`
}

// R is what a caller gets.
type R struct {
	V string `json:"v"`
}
