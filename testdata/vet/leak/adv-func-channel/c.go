// Package advfuncchannel: functions through a package channel
package advfuncchannel

import (
	"context"

	sig "github.com/sigen-dev/sigen/runtime"
)

var work = make(chan func(), 8)

// C is the component.
//
//sig:component name=adv-func-channel scope=tenant
type C struct {
	sig.Instance
	n int
}

//sig:runnable desc="one call"
func (c *C) Put(ctx context.Context) error {
	work <- func() { c.n++ } // want SIG705
	return nil
}

//sig:runnable desc="one call"
func (c *C) Run(ctx context.Context) error {
	f := <-work // want SIG701
	f()
	return nil
}
