// Package embeddedpointerglobal: an embedded pointer to shared state
package embeddedpointerglobal

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type stats struct{ n int }

func (s *stats) Inc(ctx context.Context) error {
	s.n++
	return nil
}

var global = &stats{}

// C is the component.
//
//sig:component name=embedded-pointer-global scope=tenant
type C struct {
	sig.Instance
	*stats
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.stats = global // want SIG702
	return nil
}
