// Package advctxinobject: a context kept by an object of the instance
package advctxinobject

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type session struct{ ctx context.Context }

func (s *session) begin(ctx context.Context) {
	s.ctx = ctx // want SIG708
}

// C is the component.
//
//sig:component name=adv-ctx-in-object scope=tenant
type C struct {
	sig.Instance
	s session
}

//sig:runnable desc="one call"
func (c *C) Begin(ctx context.Context) error {
	c.s.begin(ctx)
	return nil
}
