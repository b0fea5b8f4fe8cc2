// Package advglobaltimer: a ticker that all share
package advglobaltimer

import (
	"context"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

var tick = time.NewTicker(time.Second)

// C is the component.
//
//sig:component name=adv-global-timer scope=tenant
type C struct {
	sig.Instance
}

//sig:runnable desc="one call"
func (c *C) Wait(ctx context.Context) error {
	select {
	case <-tick.C: // want SIG701
	case <-ctx.Done():
	}
	return nil
}
