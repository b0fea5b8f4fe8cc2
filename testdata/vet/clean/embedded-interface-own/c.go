package embeddedinterfaceown

import (
	"context"
	"strings"

	sig "github.com/sigen-dev/sigen/runtime"
)

type worker interface {
	Work(ctx context.Context, p P) (R, error)
}

type upper struct{ n int }

// Work works.
func (u *upper) Work(ctx context.Context, p P) (R, error) { u.n++; return R{strings.ToUpper(p.V)}, nil }

// C works by another.
//
//sig:component name=embedded-interface-own scope=tenant
type C struct {
	sig.Instance
	worker
}

//sig:activate
func (c *C) open(ctx context.Context) error { c.worker = new(upper); return nil }

// P is what the case is called with.
type P struct {
	K string `json:"k"`
	V string `json:"v"`
	N int    `json:"n"`
}

// R is its result.
type R struct {
	V string `json:"v"`
}
