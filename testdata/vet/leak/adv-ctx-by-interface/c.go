// Package advctxbyinterface: an implementation keeps the context
package advctxbyinterface

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

type runner interface{ run(ctx context.Context) }

type lazy struct{ ctx context.Context }

func (l *lazy) run(ctx context.Context) {
	l.ctx = ctx // want SIG708
}

// C is the component.
//
//sig:component name=adv-ctx-by-interface scope=tenant
type C struct {
	sig.Instance
	r runner
}

//sig:activate
func (c *C) start(ctx context.Context) error {
	c.r = &lazy{}
	return nil
}

//sig:runnable desc="one call"
func (c *C) Do(ctx context.Context) error {
	c.r.run(ctx)
	return nil
}
