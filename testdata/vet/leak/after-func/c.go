// Package afterfunc: a timer that fires after the call
package afterfunc

import (
	"context"
	"time"

	sig "github.com/sigen-dev/sigen/runtime"
)

// C is the component.
//
//sig:component name=after-func scope=tenant
type C struct {
	sig.Instance
	n int
}

//sig:runnable desc="one call"
func (c *C) Start(ctx context.Context) error {
	time.AfterFunc(time.Second, func() { c.n++ }) // want SIG707
	return nil
}
